import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Need, possible, testWith } from '../helpers/needs.ts';
import { npxFolder } from '../helpers/npx.ts';
import { addAndRemove, barePath, head, placeHook, recorder, short, withRemote } from '../helpers/remote.ts';
import { type Ran, type RunOptions, TestRepo } from '../helpers/repo.ts';

let repo: TestRepo;
let remote: TestRepo;

beforeEach(() => {
  ({ repo, remote } = withRemote());
  placeHook(repo, 'pre-push');
});

const push = (args: readonly string[], options?: RunOptions): Ran =>
  repo.tryGit(['push', '--quiet', ...args], options);

const ZEROS = '0'.repeat(40);

/** Has the hook read what git would tell it, without a push around it. */
const hook = (lines: string, shell = 'sh', env: Record<string, string> = {}): Ran =>
  repo.run(shell, ['.git/hooks/pre-push', 'origin', remote.root], { input: lines, env });

describe('pre-push', () => {
  test('stops what one commit adds and the next removes, and names the commit', () => {
    const commit = addAndRemove(repo, 'pkg/__pycache__/m.cpython-313.pyc');
    const { code, stderr } = push(['origin', 'main']);
    expect(code).toBe(1);
    expect(stderr).toContain(`    ${short(commit)}  pkg/__pycache__/m.cpython-313.pyc\n`);
    expect(stderr).toContain('git push --no-verify');
    expect(head(remote, 'main')).toBe(head(repo, 'main~2'));
  });

  test.each([
    ['--no-verify', ['--no-verify'], {}],
    ['PYC_GUARD=0', [], { PYC_GUARD: '0' }],
    ['SKIP', [], { SKIP: 'black,pyc-guard' }],
  ])('lets it pass with %s', (_, flags, env) => {
    addAndRemove(repo, 'm.pyc');
    expect(push([...flags, 'origin', 'main'], { env }).code).toBe(0);
  });

  test('passes a commit that only removes', () => {
    repo.write('m.pyc');
    repo.commitAll();
    push(['--no-verify', 'origin', 'main']);
    repo.git('rm', '--quiet', 'm.pyc');
    repo.git('commit', '--quiet', '--message', 'clean up');
    expect(push(['origin', 'main']).code).toBe(0);
  });

  test('looks only at what the remote does not have', () => {
    addAndRemove(repo, 'm.pyc');
    push(['--no-verify', 'origin', 'main']);
    repo.git('switch', '--quiet', '--create', 'topic');
    repo.write('n.py');
    repo.commitAll();
    expect(push(['origin', 'topic']).code).toBe(0);
    expect(push([remote.root, 'topic:main']).code).toBe(0);
  });

  test('looks at everything on the first push to a remote', () => {
    addAndRemove(repo, 'm.pyc');
    push(['--no-verify', 'origin', 'main']);
    repo.git('remote', 'add', 'other', new TestRepo(['--bare']).root);
    expect(push(['other', 'main']).stderr).toContain('m.pyc');
    expect(push([new TestRepo(['--bare']).root, 'main']).stderr).toContain('m.pyc');
  });

  test('passes a deletion, alone and beside an update', () => {
    repo.git('push', '--quiet', 'origin', 'main:one', 'main:two');
    expect(push(['--delete', 'origin', 'one']).code).toBe(0);
    repo.write('n.py');
    repo.commitAll();
    expect(push(['origin', ':two', 'main']).code).toBe(0);
    expect(remote.git('branch').trim()).toBe('* main');
  });

  test('judges a forced push by what it brings, even if what it replaces is not here', () => {
    const other = new TestRepo();
    other.git('pull', '--quiet', remote.root, 'main');
    other.write('theirs.py');
    other.commitAll();
    other.git('push', '--quiet', remote.root, 'main');
    repo.write('ours.py');
    repo.commitAll();
    expect(push(['--force', remote.root, 'main']).code).toBe(0);
    other.git('push', '--quiet', '--force', remote.root, 'main');
    addAndRemove(repo, 'm.pyc');
    expect(push(['--force', remote.root, 'main']).code).toBe(1);
  });

  test('sees the parts of a push that are not the current branch', () => {
    repo.git('switch', '--quiet', '--create', 'dirty');
    addAndRemove(repo, 'm.pyc');
    repo.git('switch', '--quiet', 'main');
    expect(push(['origin', 'main', 'dirty']).stderr).toContain('m.pyc');
    expect(push(['origin', 'dirty~1:refs/heads/a']).stderr).toContain('m.pyc');
    expect(push(['origin', 'dirty^{/add m.pyc}:refs/heads/b']).stderr).toContain('m.pyc');
    repo.git('tag', '--annotate', '--message', 'a tag', 'v1', 'dirty');
    expect(push(['--tags', 'origin']).stderr).toContain('m.pyc');
    repo.git('notes', 'add', '--message', 'a note', 'main');
    expect(push(['origin', 'refs/notes/*']).code).toBe(0);
  });

  test('sees what a tag of a tree holds, and passes a tag of a blob', () => {
    repo.write('m.pyc');
    repo.git('add', '--force', 'm.pyc');
    repo.git('tag', 'tree', repo.git('write-tree').trim());
    repo.git('tag', '--annotate', '--message', 'a tag', 'clean-tree', 'HEAD^{tree}');
    repo.git('tag', 'blob', 'HEAD:m.py');
    expect(push(['origin', 'clean-tree', 'blob']).code).toBe(0);
    expect(push(['origin', 'tree']).stderr).toContain('m.pyc');
  });

  test('sees what a merge adds by itself, and nothing else in it', () => {
    repo.write('known.pyc');
    repo.commitAll();
    push(['--no-verify', 'origin', 'main']);
    repo.git('switch', '--quiet', '--create', 'side', 'main~1');
    repo.write('side.py');
    repo.commitAll();
    repo.git('switch', '--quiet', 'main');
    repo.git('merge', '--quiet', '--no-ff', '--no-edit', 'side');
    expect(push(['origin', 'main']).code).toBe(0);
    repo.git('switch', '--quiet', 'side');
    repo.write('side2.py');
    repo.commitAll();
    repo.git('switch', '--quiet', 'main');
    repo.git('merge', '--quiet', '--no-ff', '--no-commit', 'side');
    repo.write('evil.pyc');
    repo.git('add', '--force', 'evil.pyc');
    repo.git('commit', '--quiet', '--no-edit');
    const { stderr } = push(['origin', 'main']);
    expect(stderr).toContain(`${short(head(repo))}  evil.pyc`);
    expect(stderr).not.toContain('known.pyc');
  });

  test('sees a root commit', () => {
    repo.git('checkout', '--quiet', '--orphan', 'fresh');
    repo.write('m.pyc');
    repo.commitAll();
    expect(push(['origin', 'fresh']).stderr).toContain('m.pyc');
  });

  const NAMES: readonly { name: string; shown: string; needs?: Need }[] = [
    { name: 'M.PYC', shown: 'M.PYC' },
    { name: 'pkg/m$py.class', shown: 'pkg/m$py.class' },
    { name: '__PyCache__/README', shown: '__PyCache__/README' },
    { name: 'a\nb "c".pyo', shown: '"a\\nb \\"c\\".pyo"', needs: 'POSIX names' },
    { name: 'ü/é.pyc', shown: '"\\303\\274/\\303\\251.pyc"' },
    { name: '\u202e.pyc', shown: '"\\342\\200\\256.pyc"' },
  ];
  test.each(possible(NAMES))('finds $name and prints a name that is safe', ({ name, shown }) => {
    addAndRemove(repo, name);
    expect(push(['origin', 'main']).stderr).toContain(`  ${shown}\n`);
  });

  test.each(['foo__pycache__/x', 'm.pyc.src', 'm.pyd', 'a.pycodestyle', '__pycache__', 'm.pyc/x'])(
    'passes %s',
    (name) => {
      addAndRemove(repo, name);
      expect(push(['origin', 'main']).code).toBe(0);
    },
  );

  test('passes what the attribute allows at the tip, wherever in the range it was added', () => {
    addAndRemove(repo, 'fixtures/m.pyc');
    repo.guard(['allow', 'fixtures/**']);
    repo.commitAll('allow');
    expect(push(['origin', 'main']).code).toBe(0);
    addAndRemove(repo, 'other/m.pyc');
    expect(push(['origin', 'main']).code).toBe(1);
  });

  test('lists twenty and counts the rest', () => {
    for (let i = 0; i < 25; i++) repo.write(`${i}.pyc`);
    repo.commitAll();
    const { stderr } = push(['origin', 'main']);
    expect(stderr.match(/^ {4}[0-9a-f]{12} {2}\d+\.pyc$/gm)).toHaveLength(20);
    expect(stderr).toContain('\n    and 5 more\n');
  });

  test.each([
    ['log.showSignature', 'true'],
    ['log.follow', 'true'],
    ['log.showRoot', 'false'],
    ['log.diffMerges', 'off'],
    ['diff.renames', 'copies'],
    ['diff.relative', 'true'],
    ['diff.external', 'false'],
    ['diff.orderFile', 'not-there'],
    ['diff.ignoreSubmodules', 'all'],
    ['color.ui', 'always'],
    ['core.quotePath', 'false'],
    ['format.pretty', 'fuller'],
  ])('is not misled by %s=%s', (key, value) => {
    const configured = () => repo.tryGit(['-c', `${key}=${value}`, 'push', '--quiet', 'origin', 'main']);
    repo.write('n.py');
    repo.commitAll();
    expect(configured().code).toBe(0);
    addAndRemove(repo, 'é.pyc');
    expect(configured().stderr).toContain('"\\303\\251.pyc"');
  });

  test('is not misled by a replaced commit', () => {
    const commit = addAndRemove(repo, 'm.pyc');
    const clean = repo.git('commit-tree', '-p', 'main~2', '-m', 'clean', 'main~2^{tree}').trim();
    repo.git('replace', commit, clean);
    expect(push(['origin', 'main']).stderr).toContain('m.pyc');
  });

  test('stops the push where git can not tell', () => {
    addAndRemove(repo, 'm.py2');
    const tree = head(repo, 'HEAD~1^{tree}');
    rmSync(repo.path(`.git/objects/${tree.slice(0, 2)}/${tree.slice(2)}`));
    const lost = hook(`refs/heads/main ${head(repo)} refs/heads/main ${ZEROS}\n`);
    expect(lost.code).toBe(1);
    expect(lost.stderr).toContain('git could not tell what this push holds');
    expect(hook(`refs/heads/main ${'1'.repeat(40)} refs/heads/main ${ZEROS}\n`).code).toBe(1);
  });

  test.each([0, 7])('runs the hook that was there, with its arguments and stdin; it exits %i', (exitCode) => {
    repo.write('.git/hooks/pre-push', recorder(exitCode), 0o755);
    repo.guard(['install', '--hook-type', 'pre-push', '--no-gitignore']);
    repo.write('n.py');
    repo.commitAll();
    const before = head(remote, 'main');
    expect(push(['origin', 'main', 'main:other']).code === 0).toBe(exitCode === 0);
    const seen = (name: string): string => readFileSync(join(repo.home, name), 'utf8');
    // git hands a path over with its backslashes doubled, where the configuration names it so
    expect(seen('arguments').replaceAll('\\\\', '\\')).toBe(`origin|${remote.root}|`);
    expect(seen('stdin').split('\n').sort().join('\n')).toBe(
      `\nrefs/heads/main ${head(repo)} refs/heads/main ${before}\nrefs/heads/main ${head(repo)} refs/heads/other ${ZEROS}`,
    );
    expect(hook('', 'sh', { PYC_GUARD: '0' }).code).toBe(exitCode);
    expect(seen('stdin')).toBe('');
  });

  testWith('POSIX programs')('needs git and sh and nothing else', () => {
    const clean = `refs/heads/main ${head(repo)} refs/heads/main ${ZEROS}\n`;
    addAndRemove(repo, 'm.pyc');
    const dirty = `refs/heads/main ${head(repo)} refs/heads/main ${ZEROS}\n`;
    const env = { PATH: barePath(repo) };
    expect(hook(clean, '/bin/sh', env)).toMatchObject({ code: 0, stderr: '' });
    const { code, stderr } = hook(dirty, '/bin/sh', env);
    expect(code).toBe(1);
    expect(stderr).toContain('m.pyc');
    expect(stderr).not.toMatch(/not found/);
  });

  testWith('POSIX programs')('gives commands that mend it', () => {
    repo.guard(['install', '--hook-type', 'pre-commit']);
    repo.git('add', '.gitignore');
    repo.git('commit', '--quiet', '--message', 'ignore');
    addAndRemove(repo, 'a.pyc');
    repo.write('b.pyc');
    repo.commitAll();
    const { stderr } = push(['origin', 'main']);
    expect(stderr.indexOf('history --purge')).toBeLessThan(stderr.indexOf('git filter-branch'));
    const [rewrite = ''] = /git filter-branch .*$/m.exec(stderr) ?? [];
    const mended = repo.run('sh', ['-c', `npx pyc-guard fix --commit && ${rewrite}`], {
      env: { FILTER_BRANCH_SQUELCH_WARNING: '1', PATH: `${npxFolder()}:${process.env.PATH}` },
    });
    expect(mended).toMatchObject({ code: 0 });
    expect(push(['origin', 'main'])).toMatchObject({ code: 0 });
    expect(repo.read('b.pyc')).toBe('content\n');
  });
});
