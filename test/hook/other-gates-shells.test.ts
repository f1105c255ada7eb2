import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { addBlock } from '../../src/install/hook-block.ts';
import { addAndRemove, head, placeHook, recorder, withRemote } from '../helpers/remote.ts';
import { PROJECT, scratchFolder } from '../helpers/scratch.ts';

/** The shells that may stand behind `sh`, as far as this machine has them. */
const SHELLS = [['sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(
  ([program = '', ...args]) => spawnSync(program, [...args, '-c', ':']).status === 0,
);

const ZEROS = '0'.repeat(40);

describe.each(SHELLS.map((shell) => [shell.join(' '), shell] as const))('under %s', (_, shell) => {
  const [program = '', ...flags] = shell;
  test.each([
    ['pre-push', ['origin', 'url'], (tip: string) => `refs/heads/main ${tip} refs/heads/main ${ZEROS}\n`],
    ['pre-receive', [], (tip: string) => `${ZEROS} ${tip} refs/heads/new\n`],
    ['reference-transaction', ['prepared'], (tip: string, old: string) => `${old} ${tip} refs/heads/main\n`],
  ])('%s stops bytecode and nothing else', (event, args, line) => {
    const { repo } = withRemote();
    const old = head(repo);
    const env = { GIT_QUARANTINE_PATH: scratchFolder() }; // as receive-pack sets it
    const hook = () => {
      const tip = head(repo);
      repo.git('reset', '--quiet', '--soft', old); // no ref has it yet
      return repo.run(program, [...flags, `.git/hooks/${event}`, ...args], { input: line(tip, old), env });
    };
    repo.write('n.py');
    repo.commitAll();
    placeHook(repo, event);
    expect(hook()).toMatchObject({ code: 0, stdout: '', stderr: '' });
    rmSync(repo.path(`.git/hooks/${event}`));
    for (let i = 0; i < 25; i++) repo.write(`pkg ${i}/__pycache__/é.pyc`);
    repo.commitAll();
    placeHook(repo, event);
    const { code, stderr } = hook();
    expect(code).toBe(1);
    expect(stderr).toContain('  "pkg 0/__pycache__/\\303\\251.pyc"\n');
    expect(stderr).toContain('    and 5 more\n');
  });

  test.each([0, 7])(
    "what stands below our block in husky's pre-push reads the same stdin; it exits %i",
    (exitCode) => {
      const { repo } = withRemote();
      const theirs = recorder(exitCode);
      repo.write(
        '.husky/pre-push',
        addBlock(theirs, { script: 'pyc-guard-pre-push', rest: 'by sh -e', notes: {} }),
      );
      repo.write('.husky/pyc-guard-pre-push', readFileSync(join(PROJECT, 'hooks/pre-push')));
      const start = (input: string) =>
        repo.run(program, [...flags, '-e', '.husky/pre-push', 'origin', 'url'], { input });
      const lines = ['a', 'b']
        .map((name) => `refs/heads/main ${head(repo)} refs/heads/${name} ${ZEROS}\n`)
        .join('');
      const seen = (): string => readFileSync(join(repo.home, 'stdin'), 'latin1');
      expect(start(lines).code).toBe(exitCode);
      expect(seen()).toBe(lines);
      expect(start('').code).toBe(exitCode);
      expect(seen()).toBe('');
      addAndRemove(repo, 'm.pyc');
      const update = `refs/heads/main ${head(repo)} refs/heads/a ${ZEROS}\n`;
      const dirty = start(update);
      expect(seen()).toBe(update);
      if (exitCode !== 0) expect(dirty).toMatchObject({ code: exitCode, stderr: '' });
      else expect(dirty).toMatchObject({ code: 1, stderr: expect.stringContaining('m.pyc') });
    },
  );
});
