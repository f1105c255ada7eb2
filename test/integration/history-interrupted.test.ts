import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { GUARD, TestRepo } from '../helpers/repo.ts';
import { scrubbedEnv } from '../helpers/scratch.ts';

/** A git whose diff-tree tells of the newest commit and then of nothing more. */
const STUCK = `#!/bin/sh
case " $* " in
*" diff-tree "*)
  PATH=\${PATH#*:}
  IFS= read -r commit
  printf '%s\\n' "$commit" | git "$@"
  : > "$STUCK_MARK"
  exec sleep 60 ;;
esac
PATH=\${PATH#*:}
exec git "$@"
`;

test.each([
  ['the program alone', false],
  ['every process of the terminal', true],
])(
  'an interruption of %s ends with what was found so far, marked as partial, and exit code 130',
  async (_whom, everybody) => {
    const repo = new TestRepo();
    for (const name of ['old.pyc', 'new.pyc']) {
      repo.write(name, name);
      repo.commitAll();
    }
    const bin = repo.path('.git/bin');
    mkdirSync(bin);
    repo.write('.git/bin/git', STUCK, 0o755);
    const mark = repo.path('.git/mark');
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
    expect(await ended).toBe(130);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ exitCode: 130, summary: { commits: 1 } });
    expect(report.warnings).toMatchObject([{ code: 'interrupted' }]);
    expect(report.findings.map(({ path }: { path: string }) => path)).toContain('new.pyc');
  },
);
