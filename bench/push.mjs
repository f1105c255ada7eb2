// What the gates cost beyond pre-commit: a first push of 10,000 commits, against one `git rev-list
// --objects` over it, and a commit under reference-transaction, against one without. Prints medians of
// interleaved runs in milliseconds.
//
//   node bench/push.mjs [commits] [rounds]
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const [commits = 10_000, rounds = 9] = process.argv.slice(2).map(Number);
const HOOKS = join(dirname(dirname(fileURLToPath(import.meta.url))), 'hooks');
const scratch = mkdtempSync(join(tmpdir(), 'pyc-guard-bench-'));
const env = {
  PATH: process.env.PATH,
  HOME: scratch,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'C',
  GIT_COMMITTER_EMAIL: 'c@example.com',
};

function run(cwd, program, args, input = '', output = 'pipe') {
  const stdio = ['pipe', output, 'pipe'];
  const { status, stderr, stdout } = spawnSync(program, args, { cwd, env, input, stdio, maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout?.toString();
}

/** Medians of every task, in milliseconds; the tasks take turns, so that a busy machine hits all alike. */
function measure(tasks) {
  const times = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, task] of Object.entries(tasks)) {
      const start = performance.now();
      task();
      if (round > 0) times[name].push(performance.now() - start); // the first one warms up
    }
  }
  return Object.entries(times).map(([name, all]) => {
    all.sort((a, b) => a - b);
    return [name, all[all.length >> 1]];
  });
}

function print(title, medians) {
  console.log(title);
  const [, base] = medians[0];
  for (const [name, ms] of medians) {
    console.log(
      `  ${ms.toFixed(1).padStart(8)} ms  ${(ms / base).toFixed(2)}  ${(ms - base).toFixed(1).padStart(7)} ms more  ${name}`,
    );
  }
}

/** A history over 2,000 files in nested folders; three change in each commit, every tenth is a merge. */
function history(folder) {
  run(scratch, 'git', ['init', '--quiet', '--initial-branch=main', folder]);
  let seed = 1;
  const random = (n) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % n;
  };
  const path = (i) => `pkg${i % 20}/sub${(i * 7) % 13}/mod${(i * 3) % 5}/file_${i}.py`;
  const stream = [];
  for (let c = 1; c <= commits; c++) {
    stream.push(
      `commit refs/heads/main\nmark :${c}\ncommitter C <c@example.com> ${1.6e9 + c} +0000\ndata 1\nx\n`,
    );
    if (c > 1) stream.push(`from :${c - 1}\n`);
    if (c > 50 && c % 10 === 0) stream.push(`merge :${c - 2 - random(20)}\n`);
    for (let k = 0; k < (c === 1 ? 2000 : 3); k++) {
      const body = `x = ${c}, ${k}\n`.repeat(5);
      stream.push(`M 100644 inline ${path(c === 1 ? k : random(2000))}\ndata ${body.length}\n${body}`);
    }
  }
  run(folder, 'git', ['fast-import', '--quiet'], stream.join(''));
  run(folder, 'git', ['repack', '-adq']);
}

try {
  const folder = join(scratch, 'history');
  history(folder);
  const tip = run(folder, 'git', ['rev-parse', 'main']).trim();
  const zeros = '0'.repeat(tip.length);
  const push = `refs/heads/main ${tip} refs/heads/main ${zeros}\n`;
  print(
    `a first push of ${commits} commits`,
    measure({
      'git rev-list --objects': () => run(folder, 'git', ['rev-list', '--objects', 'main'], '', 'ignore'),
      'the pre-push gate': () => run(folder, join(HOOKS, 'pre-push'), ['origin', 'url'], push),
    }),
  );

  const plain = join(scratch, 'plain');
  const guarded = join(scratch, 'guarded');
  for (const each of [plain, guarded]) {
    run(scratch, 'git', ['clone', '--quiet', folder, each]);
    run(each, 'git', ['config', 'gc.auto', '0']);
  }
  copyFileSync(join(HOOKS, 'reference-transaction'), join(guarded, '.git/hooks/reference-transaction'));
  const empty = join(scratch, 'empty');
  run(scratch, 'git', ['clone', '--quiet', folder, empty]);
  run(empty, 'git', ['config', 'gc.auto', '0']);
  writeFileSync(join(empty, '.git/hooks/reference-transaction'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  let n = 0;
  const commit = (where) => () => {
    writeFileSync(join(where, 'changed.py'), `${n++}\n`);
    run(where, 'git', ['add', 'changed.py']);
    run(where, 'git', ['commit', '--quiet', '--message', 'x']);
  };
  print(
    'git add and git commit, 2,000 files',
    measure({
      'no hook': commit(plain),
      'an empty hook': commit(empty),
      'the reference-transaction gate': commit(guarded),
    }),
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
