import { cpSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { GUARD, type Ran, TestRepo } from '../helpers/repo.ts';
import { PROJECT, scratchFolder } from '../helpers/scratch.ts';
import { pathWithout } from './path-without.ts';

const CACHE = 'pkg/__pycache__/m.cpython-313.pyc';
const PREK = realpathSync(join(PROJECT, 'test', 'peers', 'node_modules', '.bin', 'prek'));
const MANIFEST = readFileSync(join(PROJECT, '.pre-commit-hooks.yaml'), 'utf8');

/** What docs/ci.md has people paste. */
const PASTED =
  /^```yaml\nrepos:\n(.*?)^```/ms.exec(readFileSync(join(PROJECT, 'docs', 'ci.md'), 'utf8'))?.[1] ?? '';

/** The same with the names of stages that the page gives for a framework as old as this machine's. */
function pastedFor(program: string, repo: TestRepo): string {
  if (program === 'prek') return PASTED;
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(repo.run(program, ['--version']).stdout) ?? [];
  const isOld = Number(major) < 3 || (Number(major) === 3 && Number(minor) < 2);
  return isOld ? PASTED.replace(/stages: .*says: (.*)/, 'stages: $1') : PASTED;
}

/** This project as the framework sees it: a repository with a manifest. */
function published(program: string): string {
  const repo = new TestRepo();
  for (const name of ['hooks', '.pre-commit-hooks.yaml', 'dist', 'schema.json']) {
    cpSync(join(PROJECT, name), repo.path(name), { recursive: true });
  }
  const own = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  // built already, as a package is: nothing is fetched
  writeFileSync(repo.path('package.json'), JSON.stringify({ ...own, scripts: {}, devDependencies: {} }));
  repo.commitAll();
  repo.git('tag', 'v1');
  return pastedFor(program, repo)
    .replace(/repo: .*/, `repo: '${repo.root}'`)
    .replace(/rev: .*/, 'rev: v1');
}

/** The hook with Node as the manifest has it, but started as it is here: Debian's framework can't build it. */
function asLocal(): string {
  const fields = MANIFEST.slice(MANIFEST.indexOf('- id: pyc-guard-cli'))
    .replace(/language: node\n.*\n/, 'language: system\n')
    .replace('entry: pyc-guard', `entry: ${process.execPath} ${GUARD}`);
  return `- repo: local\n  hooks:\n${fields.replaceAll(/^/gm, '  ')}`;
}

const ROWS = [
  { program: 'pre-commit', id: 'pyc-guard', config: published },
  { program: 'pre-commit', id: 'pyc-guard-cli', config: () => asLocal() },
  { program: 'prek', id: 'pyc-guard', config: published },
  { program: 'prek', id: 'pyc-guard-cli', config: published },
];

describe.each(ROWS)('$id under $program, without a network', ({ program, id, config }) => {
  let repo: TestRepo;
  let clean: string;
  let home: string;

  /** As in CI; the script also without Node. */
  function run(...args: string[]): Ran {
    const path = id === 'pyc-guard' ? pathWithout('node', 'npm', 'npx') : process.env.PATH;
    const env = {
      CI: 'true',
      PATH: path ?? '',
      PRE_COMMIT_HOME: home,
      PREK_HOME: home,
      npm_config_offline: 'true',
    };
    // prek as npm installs it is started by Node, which it does without from then on
    return program === 'prek'
      ? repo.run(process.execPath, [PREK, 'run', ...args], { env })
      : repo.run(program, ['run', ...args], { env });
  }

  const blocked = ({ code, stdout, stderr }: Ran): boolean => {
    if (code !== 0) expect(stdout + stderr).toContain(CACHE);
    return code !== 0;
  };

  beforeAll(() => {
    home = scratchFolder();
    repo = new TestRepo();
    repo.write(
      '.pre-commit-config.yaml',
      `repos:\n${config(program).replace('id: pyc-guard\n', `id: ${id}\n`)}`,
    );
    for (let i = 0; i < 300; i++) repo.write(`src/${'long-name-'.repeat(8)}${i}.py`);
    repo.commitAll();
    repo.git('tag', 'clean');
    clean = repo.git('rev-parse', 'HEAD').trim();
  });

  test('a clean repository passes in every way', () => {
    for (const args of [['--all-files'], ['--from-ref', 'HEAD', '--to-ref', 'HEAD']]) {
      const { code, stdout, stderr } = run(...args);
      expect({ code, said: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, said: '' });
    }
  });

  test('committed bytecode is caught by --all-files and in a range', () => {
    repo.write(CACHE);
    repo.commitAll();
    expect(blocked(run('--all-files'))).toBe(true);
    expect(blocked(run('--from-ref', clean, '--to-ref', 'HEAD'))).toBe(true);
  });

  test('what one commit adds and the next removes is caught in a range', () => {
    repo.git('rm', '--quiet', CACHE);
    repo.write('src/more.py');
    repo.commitAll();
    expect(blocked(run('--all-files'))).toBe(false);
    expect(blocked(run('--from-ref', clean, '--to-ref', 'HEAD'))).toBe(true);
  });

  test('what .gitattributes allows passes in every way', () => {
    repo.git('reset', '--quiet', '--hard', 'clean');
    repo.write('.gitattributes', 'pkg/** -pyc-guard\n');
    repo.write(CACHE);
    repo.commitAll();
    expect(blocked(run('--all-files'))).toBe(false);
    expect(blocked(run('--from-ref', clean, '--to-ref', 'HEAD'))).toBe(false);
  });
});
