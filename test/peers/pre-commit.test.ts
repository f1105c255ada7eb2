import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Ran, TestRepo } from '../helpers/repo.ts';
import { PROJECT } from '../helpers/scratch.ts';

const CACHE = 'pkg/__pycache__/m.cpython-313.pyc';

/** This project as the pre-commit framework sees it: a repository with a manifest. */
function published(): { url: string; rev: string } {
  const repo = new TestRepo();
  for (const name of ['hooks', '.pre-commit-hooks.yaml', 'package.json']) {
    cpSync(join(PROJECT, name), repo.path(name), { recursive: true });
  }
  repo.commitAll();
  return { url: repo.root, rev: repo.git('rev-parse', 'HEAD').trim() };
}

/** A repository whose hooks the framework runs, ours among them. */
class Guarded extends TestRepo {
  constructor({ url, rev }: { url: string; rev: string }) {
    super();
    const config = `repos: [{repo: '${url}', rev: ${rev}, hooks: [{id: pyc-guard}]}]\n`;
    this.write('.pre-commit-config.yaml', config);
    this.commitAll();
    this.preCommit('install', '--hook-type=pre-commit', '--hook-type=pre-merge-commit');
  }

  get #env(): Record<string, string> {
    return { PRE_COMMIT_HOME: join(this.home, 'pre-commit') };
  }

  preCommit(...args: string[]): Ran {
    return this.run('pre-commit', args, { env: this.#env });
  }

  commit(...args: string[]): Ran {
    return this.run('git', ['commit', '--message', 'a commit', ...args], { env: this.#env });
  }

  merge(branch: string): Ran {
    return this.run('git', ['merge', '--no-ff', '--message', 'a merge', branch], { env: this.#env });
  }

  stage(...names: string[]): void {
    for (const name of names) this.write(name);
    this.git('add', '--force', ...names);
  }
}

describe('under the pre-commit framework', () => {
  let source: { url: string; rev: string };
  let repo: Guarded;

  beforeAll(() => {
    source = published();
    repo = new Guarded(source);
  });

  test('the manifest is one that it takes', () => {
    const { code, stdout } = repo.preCommit('validate-manifest', join(PROJECT, '.pre-commit-hooks.yaml'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  test('a commit with bytecode is blocked by the gate, a clean one passes', () => {
    repo.stage('pkg/m.py', CACHE);
    const blocked = repo.commit();
    expect(blocked.code).toBe(1);
    expect(blocked.stderr + blocked.stdout).toContain(`    ${CACHE}\n`);
    repo.git('reset', '--quiet', CACHE);
    expect(repo.commit().code).toBe(0);
    expect(repo.tracked()).toEqual(['.pre-commit-config.yaml', 'pkg/m.py']);
  });

  test('commit -a is judged by what it would commit', () => {
    const tracked = new Guarded(source);
    tracked.write(CACHE);
    tracked.commitAll();
    tracked.write(CACHE, 'changed\n');
    expect(tracked.commit('--all').code).toBe(1);
  });

  test('a removal passes', () => {
    const tracked = new Guarded(source);
    tracked.write(CACHE);
    tracked.commitAll();
    tracked.git('rm', '--quiet', '--cached', CACHE);
    expect(tracked.commit().code).toBe(0);
    expect(tracked.tracked()).not.toContain(CACHE);
  });

  test('what .gitattributes allows passes', () => {
    const fixtures = new Guarded(source);
    fixtures.write('.gitattributes', 'fixtures/** -pyc-guard\n');
    fixtures.git('add', '.gitattributes');
    fixtures.stage('fixtures/m.pyc');
    expect(fixtures.commit().code).toBe(0);
  });

  test('a merge that brings bytecode is blocked', () => {
    const merging = new Guarded(source);
    merging.git('switch', '--quiet', '--create', 'topic');
    merging.write(CACHE);
    merging.commitAll();
    merging.git('switch', '--quiet', 'main');
    const { code, stdout, stderr } = merging.merge('topic');
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(CACHE);
  });

  test('SKIP=pyc-guard passes over it', () => {
    const skipping = new Guarded(source);
    skipping.stage(CACHE);
    const { code } = skipping.run('git', ['commit', '--message', 'skipped'], {
      env: { PRE_COMMIT_HOME: join(skipping.home, 'pre-commit'), SKIP: 'pyc-guard' },
    });
    expect(code).toBe(0);
  });
});
