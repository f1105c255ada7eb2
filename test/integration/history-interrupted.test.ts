import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { GUARD, TestRepo } from '../helpers/repo.ts';
import { scrubbedEnv } from '../helpers/scratch.ts';

/** A git that gets stuck the first time it is asked what matches `pattern`, having done what is `before` that. */
const stuckAt = (pattern: string, before = '') => `#!/bin/sh
case " $* " in
${pattern})
  if [ ! -e "$STUCK_MARK" ]; then
    PATH=\${PATH#*:}
    ${before}
    : > "$STUCK_MARK"
    exec sleep 60
  fi ;;
esac
PATH=\${PATH#*:}
exec git "$@"
`;

/** Tells of the newest commit and then of nothing more. */
const IN_THE_WALK = stuckAt('*" diff-tree "*', 'IFS= read -r commit; printf \'%s\\n\' "$commit" | git "$@"');

/** Interrupts `history` where its git is stuck, and gives its exit code and its report. */
async function interrupted(git: string, everybody: boolean) {
  const repo = new TestRepo();
  for (const name of ['old.pyc', 'new.pyc']) {
    repo.write(name, name);
    repo.commitAll();
  }
  const bin = join(repo.home, 'bin'); // a git inside the work tree is not run
  mkdirSync(bin);
  writeFileSync(join(bin, 'git'), git, { mode: 0o755 });
  const mark = join(repo.home, 'mark');
  const env: NodeJS.ProcessEnv = { ...scrubbedEnv(repo.home), STUCK_MARK: mark };
  const child = spawn(process.execPath, [GUARD, 'history', '--json'], {
    cwd: repo.root,
    detached: true,
    env: { ...env, PATH: `${bin}${delimiter}${env.PATH}` },
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  while (!existsSync(mark)) await sleep(20);
  await sleep(200); // what was written is on its way
  process.kill(everybody ? -(child.pid ?? 0) : (child.pid ?? 0), 'SIGINT');
  const exitCode = await ended;
  return { exitCode, report: JSON.parse(stdout) };
}

const paths = (report: { findings: { code: string; path: string }[] }): string[] =>
  report.findings.filter(({ code }) => code === 'cache-file').map(({ path }) => path);

test.each([
  ['the program alone', false],
  ['every process of the terminal', true],
])(
  'an interruption of %s ends with what was found so far, marked as partial, and exit code 130',
  async (_whom, everybody) => {
    const { exitCode, report } = await interrupted(IN_THE_WALK, everybody);
    expect(exitCode).toBe(130);
    expect(report).toMatchObject({ exitCode: 130, summary: { commits: 1 } });
    expect(report.warnings).toMatchObject([{ code: 'interrupted' }]);
    expect(paths(report)).toContain('new.pyc');
  },
);

test.each([
  ['sizes', '*" cat-file --batch-check"*'],
  ['tips', '*" cat-file --batch "*'],
  ['attributes', '*" check-attr "*'],
  ['refs', '*" for-each-ref "*'],
])(
  'an interruption while git is asked for %s ends with all that the commits told, marked as partial',
  async (_what, pattern) => {
    const { exitCode, report } = await interrupted(stuckAt(pattern), true);
    expect(exitCode).toBe(130);
    expect(report).toMatchObject({ exitCode: 130, summary: { bytes: 14 } });
    expect(report.warnings).toMatchObject([{ code: 'interrupted' }]);
    expect(paths(report)).toEqual(['new.pyc', 'old.pyc']);
    expect(report.findings).toMatchObject([{ atTip: true }, { atTip: true }]);
  },
);
