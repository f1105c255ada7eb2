import { expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d7a'.repeat(16)}\nsize 12345\n`;

test.each(['m.pyc', '__pycache__/m.cpython-313.pyc'])(
  'a pointer of git-lfs named %s is called one',
  (name) => {
    const repo = new TestRepo();
    repo.write(name, POINTER);
    repo.git('add', '--force', '.');
    const warnings = [
      { code: 'not-inspected', message: expect.stringMatching(/pyc \(a git-lfs pointer; `git lfs pull`/) },
    ];
    expect(repo.guardJson(['inspect', name])).toMatchObject({ warnings, files: [{ read: 'not-bytecode' }] });
    expect(repo.guardJson(['check'])).toMatchObject({
      exitCode: 1,
      warnings,
      findings: [{ code: 'cache-file' }],
    });
  },
);

test('what only begins like a pointer is looked into', () => {
  const repo = new TestRepo();
  repo.write('m.pyc', `${POINTER}password`);
  const { warnings } = repo.guardJson(['inspect', 'm.pyc']);
  expect(JSON.stringify(warnings)).not.toContain('git-lfs');
});

test('a pull that stops at bytecode goes on as the documentation says, and other changes stay', () => {
  const repo = new TestRepo();
  for (const [name, content] of [
    ['m.pyc', 'old'],
    ['m.py', 'a\n'],
    ['b.py', 'b\n'],
  ] as const)
    repo.write(name, content);
  repo.commitAll();
  repo.git('clone', '--quiet', '.', '../clone');
  const cwd = repo.path('../clone');
  repo.git('rm', '--quiet', '--cached', 'm.pyc');
  repo.git('commit', '--quiet', '--message', 'gone');
  repo.write('../clone/m.pyc', 'new');
  repo.write('../clone/b.py', 'mine\n');
  expect(repo.tryGit(['pull', '--quiet'], { cwd }).stderr).toContain('would be overwritten');
  expect(repo.tryGit(['checkout', 'HEAD', '--', '*.pyc'], { cwd })).toMatchObject({ code: 0 });
  expect(repo.tryGit(['pull', '--quiet'], { cwd })).toMatchObject({ code: 0 });
  expect(repo.tryGit(['status', '--short'], { cwd }).stdout).toBe(' M b.py\n');
});

test('doctor says what to type where changed bytecode stops a pull, and that works', () => {
  const repo = new TestRepo();
  repo.write('m.py', 'a\n');
  repo.write('__pycache__/m.cpython-313.pyc', 'old');
  repo.write('kept/f.pyc', 'fixture');
  repo.write('.gitattributes', 'kept/** -pyc-guard\n');
  repo.commitAll();
  repo.git('clone', '--quiet', '.', '../clone');
  const cwd = repo.path('../clone');
  repo.write('__pycache__/m.cpython-313.pyc', 'newer');
  repo.commitAll();
  repo.write('../clone/kept/f.pyc', 'of my own');
  expect(
    repo.guardJson(['doctor'], { cwd }).warnings.map(({ code }: { code: string }) => code),
  ).not.toContain('changed-caches');
  repo.write('../clone/__pycache__/m.cpython-313.pyc', 'of this machine');
  expect(repo.tryGit(['pull', '--quiet'], { cwd }).code).not.toBe(0);
  const { warnings } = repo.guardJson(['doctor'], { cwd });
  const { message } = warnings.find(({ code }: { code: string }) => code === 'changed-caches');
  const [, commands = ''] = /`(.*) && npx pyc-guard fix`$/.exec(message) ?? [];
  expect(repo.run('sh', ['-c', commands], { cwd })).toMatchObject({ code: 0 });
  expect(repo.read('../clone/kept/f.pyc')).toBe('of my own');
  expect(repo.read('../clone/__pycache__/m.cpython-313.pyc')).toBe('newer');
});
