import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { addAndRemove, barePath, head, hooksIn, recorder, short, withRemote } from '../helpers/remote.ts';
import { type Ran, snapshot, type TestRepo } from '../helpers/repo.ts';

let repo: TestRepo;
let remote: TestRepo;

beforeEach(() => {
  ({ repo, remote } = withRemote());
  remote.guard(['install']);
});

const push = (...args: string[]): Ran => repo.tryGit(['push', '--quiet', 'origin', ...args]);

describe('pre-receive', () => {
  test('refuses what one commit adds and the next removes, and names the commit', () => {
    const commit = addAndRemove(repo, 'pkg/__pycache__/m.cpython-313.pyc');
    const before = snapshot(remote.root);
    const { code, stderr } = push('main');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(`^remote: {5}${short(commit)} {2}pkg/__pycache__/m\\.cpython-313\\.pyc`, 'm'),
    );
    expect(stderr).toContain('pre-receive hook declined');
    expect(snapshot(remote.root)).toEqual(before);
  });

  test('passes what is clean, removes, deletes or is there already', () => {
    repo.write('n.py');
    repo.commitAll();
    expect(push('main', 'main:topic')).toMatchObject({ code: 0 });
    expect(push('main~1:refs/heads/older')).toMatchObject({ code: 0 });
    expect(push('--delete', 'topic')).toMatchObject({ code: 0 });
    expect(push(':older', 'main:newer')).toMatchObject({ code: 0 });
    expect(push('--force', 'main~1:main')).toMatchObject({ code: 0 });
    repo.git('tag', 'blob', 'HEAD:m.py');
    repo.git('tag', '--annotate', '--message', 'a tag', 'v1');
    expect(push('--tags')).toMatchObject({ code: 0 });
  });

  test('passes a removal of what was pushed before the gate stood there', () => {
    remote.guard(['uninstall']);
    repo.write('m.pyc');
    repo.commitAll();
    push('main');
    remote.guard(['install']);
    repo.git('switch', '--quiet', '--create', 'topic');
    repo.git('rm', '--quiet', 'm.pyc');
    repo.git('commit', '--quiet', '--message', 'clean up');
    expect(push('topic')).toMatchObject({ code: 0 });
  });

  test('refuses it in a new branch, a forced push, a tag, a tag of a tree and a merge', () => {
    repo.git('switch', '--quiet', '--create', 'side');
    repo.write('n.py');
    repo.commitAll();
    repo.git('switch', '--quiet', 'main');
    repo.git('merge', '--quiet', '--no-ff', '--no-commit', 'side');
    repo.write('evil.pyc');
    repo.git('add', '--force', 'evil.pyc');
    repo.git('commit', '--quiet', '--no-verify', '--message', 'evil');
    repo.git('tag', 'tree', 'HEAD^{tree}');
    repo.git('tag', '--annotate', '--message', 'a tag', 'v1');
    for (const args of [['main:new'], ['--force', 'main'], ['v1'], ['tree'], ['side', 'main']]) {
      expect({ args, ...push(...args) }).toMatchObject({ args, stderr: expect.stringContaining('evil.pyc') });
    }
    expect(remote.git('for-each-ref', '--format=%(refname)').trim()).toBe('refs/heads/main');
  });

  test('passes what the attribute allows, at the tip or in its own commit', () => {
    addAndRemove(repo, 'fixtures/m.pyc');
    repo.write('.gitattributes', 'fixtures/** -pyc-guard\n');
    repo.commitAll('allow');
    expect(push('main')).toMatchObject({ code: 0 });
    repo.write('below/.gitattributes', '*.pyc -pyc-guard\n');
    addAndRemove(repo, 'below/m.pyc');
    repo.git('rm', '--quiet', 'below/.gitattributes');
    repo.commitAll('allow no more');
    expect(push('main')).toMatchObject({ code: 0 });
    expect(remote.git('count-objects', '--verbose')).toContain('garbage: 0');
    addAndRemove(repo, 'below/m.pyc');
    expect(push('main').code).toBe(1);
  });

  test('refuses what git can not tell', () => {
    repo.write('n.py');
    repo.commitAll();
    push('main:other');
    const tree = head(repo, 'HEAD^{tree}');
    remote.git('update-ref', '-d', 'refs/heads/other');
    rmSync(join(remote.root, 'objects', tree.slice(0, 2), tree.slice(2)));
    const input = `${'0'.repeat(40)} ${head(repo)} refs/heads/other\n`;
    const { code, stderr } = remote.run('hooks/pre-receive', [], { input });
    expect(code).toBe(1);
    expect(stderr).toContain('git could not tell');
  });

  test.each([0, 7])('runs the hook that was there, with its stdin; it exits %i', (exitCode) => {
    remote.guard(['uninstall']);
    remote.write('hooks/pre-receive', recorder(exitCode), 0o755);
    const before = snapshot(join(remote.root, 'hooks'));
    remote.guard(['install']);
    const input = `${head(repo)} ${'0'.repeat(40)} refs/heads/a\n${head(repo)} ${'0'.repeat(40)} refs/heads/b\n`;
    expect(remote.run('hooks/pre-receive', [], { input }).code).toBe(exitCode);
    expect(readFileSync(join(remote.home, 'stdin'), 'utf8')).toBe(input);
    remote.guard(['uninstall']);
    expect(snapshot(join(remote.root, 'hooks'))).toEqual(before);
  });

  test('needs git and sh and nothing else', () => {
    const env = { PATH: barePath(repo), GIT_DIR: remote.root };
    const input = `${'0'.repeat(40)} ${head(repo)} refs/heads/other\n`;
    expect(remote.run('/bin/sh', ['hooks/pre-receive'], { input, env })).toMatchObject({
      code: 0,
      stderr: '',
    });
  });
});

describe('install in a bare repository', () => {
  test('puts pre-receive there and nothing else', () => {
    expect(hooksIn(join(remote.root, 'hooks'))).toEqual(['pre-receive']);
    expect(remote.guardJson(['install']).actions).toEqual([]);
    expect(remote.guardJson(['uninstall']).actions).toMatchObject([
      { do: 'delete', path: 'hooks/pre-receive' },
    ]);
    expect(hooksIn(join(remote.root, 'hooks'))).toEqual([]);
  });

  test.each([
    [['install', '--hook-type', 'pre-commit'], 'wrong-hook-type'],
    [['install', '--fix'], 'bare-repository'],
    [['uninstall', '--gitignore'], 'bare-repository'],
    [['check'], 'bare-repository'],
    [['fix'], 'bare-repository'],
  ])('%j is refused there', (args, code) => {
    expect(remote.guardJson(args)).toMatchObject({ exitCode: 2, error: { code } });
  });

  test('elsewhere pre-receive is refused', () => {
    expect(repo.guardJson(['install', '--hook-type', 'pre-receive'])).toMatchObject({
      exitCode: 2,
      error: { code: 'wrong-hook-type' },
    });
  });
});
