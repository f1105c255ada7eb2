import { renameSync } from 'node:fs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { snapshot, TestRepo } from '../helpers/repo.ts';

const HOOK = '.git/hooks/pre-commit';
const THEIRS = '#!/bin/sh\necho theirs\n';
const LEFTHOOK = '#!/bin/sh\ncall_lefthook()\n{\n  :\n}\ncall_lefthook run "pre-commit" "$@"\n';

describe('a hook file that others put over the gate', () => {
  let repo: TestRepo;
  beforeEach(() => {
    repo = new TestRepo();
    repo.write('.gitignore', '__pycache__/\n*.py[cod]\n*$py.class\n');
  });
  const install = () => expect(repo.guard(['install', '--via', 'file'])).toMatchObject({ code: 0 });
  const uninstall = () => expect(repo.guard(['uninstall'])).toMatchObject({ code: 0 });

  test('is kept once, however often it comes back', () => {
    repo.write(HOOK, THEIRS, 0o755);
    const before = snapshot(repo.root);
    for (let i = 0; i < 3; i++) {
      install();
      repo.write(HOOK, THEIRS, 0o755);
    }
    install();
    uninstall();
    expect(snapshot(repo.root)).toEqual(before);
  });

  test('takes the place of what the same manager wrote before', () => {
    repo.write(HOOK, LEFTHOOK, 0o755);
    install();
    repo.write(HOOK, `${LEFTHOOK}# newer\n`, 0o755);
    const before = Object.keys(snapshot(repo.root)).filter((name) => !name.includes('before-pyc-guard'));
    install();
    uninstall();
    expect(repo.read(HOOK)).toBe(`${LEFTHOOK}# newer\n`);
    expect(Object.keys(snapshot(repo.root)).filter((name) => name.includes('pre-commit'))).toEqual(
      before.filter((name) => name.includes('pre-commit')),
    );
  });

  test('as .old in lefthook’s manner keeps nothing of ours, and lefthook’s own hook holds our lines', () => {
    repo.write(HOOK, THEIRS, 0o755);
    install();
    renameSync(repo.path(HOOK), repo.path(`${HOOK}.old`));
    repo.write(HOOK, LEFTHOOK, 0o755);
    install();
    expect(repo.read(HOOK)).toContain('pyc-guard >>>');
    expect(repo.read(`${HOOK}.old`)).toBe(THEIRS);
    uninstall();
    expect(repo.read(HOOK)).toBe(LEFTHOOK);
    expect(repo.read(`${HOOK}.old`)).toBe(THEIRS);
    expect(Object.keys(snapshot(repo.root)).filter((name) => name.includes('pyc-guard'))).toEqual([]);
  });

  test('and that keeps the gate as .old gets it back from uninstall alone, too', () => {
    repo.write(HOOK, THEIRS, 0o755);
    install();
    renameSync(repo.path(HOOK), repo.path(`${HOOK}.old`));
    repo.write(HOOK, LEFTHOOK, 0o755);
    uninstall();
    expect(repo.read(HOOK)).toBe(LEFTHOOK);
    expect(repo.read(`${HOOK}.old`)).toBe(THEIRS);
  });
});
