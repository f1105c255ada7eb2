import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';
import { PROJECT } from '../helpers/scratch.ts';

const about = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));

describe('the packed tarball', () => {
  const repo = new TestRepo();
  const npm = (...args: string[]) =>
    repo.run('npm', args, {
      // an empty cache and no way out: whatever the package lacks, it can't fetch
      env: { npm_config_cache: join(repo.home, 'cache'), npm_config_offline: 'true' },
    });

  beforeAll(() => {
    const tarballs = join(repo.home, 'tarballs');
    mkdirSync(tarballs);
    const packed = repo.run('npm', ['pack', '--ignore-scripts', '--pack-destination', tarballs, PROJECT]);
    if (packed.code !== 0) throw new Error(packed.stderr);
    writeFileSync(repo.path('package.json'), '{ "private": true }\n');
    const [tarball = ''] = readdirSync(tarballs);
    const installed = npm('install', '--save-dev', join(tarballs, tarball));
    if (installed.code !== 0) throw new Error(installed.stderr);
  });

  test('installs offline, with nothing else beside it', () => {
    const modules = readdirSync(repo.path('node_modules')).filter((name) => !name.startsWith('.'));
    expect(modules).toEqual(['pyc-guard']);
    expect(about.dependencies).toBeUndefined();
  });

  test('holds the program, the gate as it stands, the licences and nothing of the sources', () => {
    const files = readdirSync(repo.path('node_modules/pyc-guard'), { recursive: true, encoding: 'utf8' });
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'schema.json']));
    expect(files.filter((name) => /(^|[\\/])(src|test|bench|scripts)([\\/]|$)/.test(name))).toEqual([]);
    expect(repo.read('node_modules/pyc-guard/hooks/pre-commit')).toBe(
      readFileSync(join(PROJECT, 'hooks/pre-commit'), 'latin1'),
    );
    const licences = repo.read('node_modules/pyc-guard/dist/THIRD-PARTY-LICENSES.txt');
    for (const name of ['yargs', 'simple-git', 'ignore', '@secretlint/secretlint-rule-preset-recommend'])
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
    for (const name of ['lodash', 'escape-string-regexp', '@textlint/regexp-string-matcher'])
      expect(licences).toContain(`${name} (MIT, within @secretlint/`);
  });

  test('does `npx pyc-guard install`, and a commit of bytecode is blocked', () => {
    expect(npm('exec', '--no', '--', 'pyc-guard', 'install')).toMatchObject({ code: 0 });
    repo.write('m.pyc');
    repo.git('add', '--force', 'm.pyc');
    const blocked = repo.tryGit(['commit', '--message', 'a cache']);
    expect(blocked).toMatchObject({ code: 1, stderr: expect.stringContaining('m.pyc') });
  });
});
