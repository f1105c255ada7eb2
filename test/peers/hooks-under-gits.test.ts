import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { placeHook, withRemote } from '../helpers/remote.ts';
import { TestRepo } from '../helpers/repo.ts';
import { PROJECT, scratchFolder } from '../helpers/scratch.ts';
import { stage } from '../helpers/stage.ts';
import { attempt } from '../hook/attempt.ts';
import { BLOCKED } from '../hook/blocked.ts';
import { isBlocked, JUDGES, RANGES } from '../hook/ranges.ts';
import { GITS, pathWith } from './gits.ts';

const systemPath = process.env.PATH;
const SPARSE = BLOCKED.filter(({ name }) => /sparse/.test(name));

describe.each(GITS)('under git $version', (git) => {
  beforeAll(() => {
    process.env.PATH = pathWith(git);
  });
  afterAll(() => {
    process.env.PATH = systemPath;
  });

  test.each(JUDGES)('%s judges commits by the end of what it is given', (judge) => {
    const judged = RANGES.map(({ name, make }) => ({ name, blocked: isBlocked(judge, make) }));
    const expected = RANGES.map(({ name, blocked, blockedAtBranch = blocked }) => ({
      name,
      blocked: judge === 'reference-transaction' ? blockedAtBranch : blocked,
    }));
    expect(judged).toEqual(expected);
  });
});

describe.each(GITS)('a clone that has the hook from a template, under git $version', (git) => {
  test.each([['--no-single-branch'], ['--bare'], ['--mirror'], ['--depth=1']])('%j', (...flags) => {
    const repo = new TestRepo();
    repo.write('m.pyc');
    repo.commitAll();
    const template = scratchFolder();
    mkdirSync(join(template, 'hooks'));
    cpSync(join(PROJECT, 'hooks/reference-transaction'), join(template, 'hooks/reference-transaction'));
    const target = join(scratchFolder(), 'clone');
    const args = ['clone', '--quiet', `--template=${template}`, ...flags, `file://${repo.root}`, target];
    expect(repo.tryGit(args, { env: { PATH: pathWith(git) } })).toMatchObject({ code: 0, stderr: '' });
  });
});

describe.each(GITS)('under git $version, the hooks', (git) => {
  // before 2.36, core.fsmonitor was the path of a program and nothing else
  test('start no program by the name of a value such as false', () => {
    const { repo } = withRemote();
    for (const event of ['pre-commit', 'pre-push', 'reference-transaction']) placeHook(repo, event);
    const bin = join(repo.home, 'bin');
    const trace = join(repo.home, 'trace');
    mkdirSync(bin);
    writeFileSync(join(bin, 'false'), `#!/bin/sh\necho "$0" >>'${trace}'\nexit 1\n`, { mode: 0o755 });
    const env = { PATH: `${bin}:${pathWith(git)}` };
    const ran = (...args: string[]) => repo.tryGit(args, { env });
    stage(repo, ['n.py']);
    expect(ran('commit', '--quiet', '--message', 'x')).toMatchObject({ code: 0, stderr: '' });
    expect(ran('push', '--quiet', 'origin', 'main')).toMatchObject({ code: 0, stderr: '' });
    stage(repo, ['m.pyc']);
    expect(ran('commit', '--quiet', '--message', 'x').code).toBe(1);
    expect(ran('commit', '--quiet', '--no-verify', '--message', 'x').code).not.toBe(0);
    expect(existsSync(trace)).toBe(false);
  });
});

// attr.tree is obeyed since 2.43
describe.each(GITS.filter(({ number }) => number >= 2043))('under git $version, attr.tree', (git) => {
  test('hides no allowance', () => {
    process.env.PATH = pathWith(git);
    const repo = new TestRepo();
    repo.write('.gitattributes', '*.pyc -pyc-guard\n');
    repo.commitAll();
    repo.git('branch', 'elsewhere');
    repo.git('rm', '--quiet', '.gitattributes');
    repo.write('m.pyc');
    repo.commitAll();
    repo.git('config', 'attr.tree', 'elsewhere');
    const { findings, allowed } = repo.guardJson(['doctor']);
    process.env.PATH = systemPath;
    expect(allowed).toMatchObject([{ path: 'm.pyc' }]);
    for (const code of ['allow-all', 'allow-uncommitted'])
      expect(findings).toContainEqual(
        expect.objectContaining({
          code,
          message: expect.stringMatching(/^a line that was not found .*attr\.tree/),
        }),
      );
  });
});

// `sparse-checkout set` takes --cone and --sparse-index since 2.35
describe.each(GITS.filter(({ number }) => number >= 2035))(
  'with a sparse index, under git $version',
  (git) => {
    beforeAll(() => {
      process.env.PATH = pathWith(git);
    });
    afterAll(() => {
      process.env.PATH = systemPath;
    });

    test.each(SPARSE)('$name', (situation) => {
      const { code, stderr, checked, repo } = attempt(situation);
      expect({ code, checked }).toEqual({ code: 1, checked: 1 });
      for (const name of situation.named) expect(stderr).toContain(`\n    ${name}\n`);
      const { findings } = repo.guardJson(['check', '--tracked']);
      expect(findings.map(({ path }: { path: string }) => path)).toEqual(situation.named);
      // folders that are collapsed end in a slash: who expands them does so in memory alone
      const sparse = repo.git('ls-files', '--sparse');
      expect(sparse).toMatch(/^(other|docs)\/$/m);
      const said = [
        stderr,
        repo.run('.git/hooks/pre-commit', []).stderr,
        ...['--staged', '--tracked'].map((what) => repo.guard(['check', what]).stderr),
      ];
      expect(said.join('')).not.toContain('sparse index is expanding');
      expect(repo.git('ls-files', '--sparse')).toBe(sparse);
    });
  },
);
