// What `pyc-guard history` costs beside the fastest plumbing that finds the same, beside
// `git filter-repo --analyze`, and beside a loop over the commits.
//
//   node scripts/build.mjs && node bench/history.mjs [--runs N] [--growth] [REPOSITORY...]
//
// The ways take turns, so that a busy machine slows all of them; the least of the runs is told,
// in seconds on the clock and in seconds of processor time. --growth makes histories of 50, 1,000,
// 10,000 and 100,000 commits and reads those too. Needs a POSIX shell; git-filter-repo is optional.
//
// Nothing that asks git can be faster than bare plumbing, and no Node program than an empty one: how
// many times as long --analyze takes as those says what there is to be had.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const GUARD = join(fileURLToPath(new URL('..', import.meta.url)), 'dist', 'pyc-guard.js');
const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, growth: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const SLICES = availableParallelism();
const LOOPED = 200;
/** A peer that takes longer, in seconds, is run once. */
const SLOW = 3;
const scratch = mkdtempSync(join(tmpdir(), 'pyc-guard-bench-'));

const MEMORY =
  "data:text/javascript,process.on('exit',()=>console.error('maxrss',process.resourceUsage().maxRSS))";
const DIFF_TREE =
  'GIT_INDEX_FILE=./no-such-index git --no-replace-objects diff-tree --stdin -r -c --root --no-renames --no-abbrev -z';

const OURS = `"${process.execPath}" "${GUARD}" history`;
const WAYS = {
  node: `"${process.execPath}" -e 0`,
  guard: `${OURS} --no-inspect --json > /dev/null`,
  inspecting: `${OURS} --json > /dev/null`,
  plumbing: `git --no-replace-objects rev-list --all > "${scratch}/all" && split -n l/${SLICES} "${scratch}/all" "${scratch}/slice." && for slice in "${scratch}"/slice.*; do ${DIFF_TREE} < "$slice" > /dev/null & done; wait`,
  analyze: `git filter-repo --analyze --force --quiet --report-dir "${scratch}/analysis"`,
  loop: `git rev-list --all | head -n ${LOOPED} | while read -r commit; do git ls-tree -r --name-only "$commit"; done > /dev/null`,
};

try {
  for (const repository of positionals) measure(repository, repository);
  if (values.growth)
    for (const commits of [50, 1_000, 10_000, 100_000])
      measure(generate(commits), `generated, ${commits} commits`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function measure(repository, label) {
  const commits = Number(spawnSync('git', ['rev-list', '--all', '--count'], { cwd: repository }).stdout);
  const best = {};
  for (let run = 0; run < Number(values.runs); run++) {
    for (const [way, command] of Object.entries(WAYS)) {
      if (best[way]?.seconds > SLOW && (way === 'analyze' || way === 'loop')) continue;
      const result = time(repository, command);
      if (result === null) continue;
      best[way] ??= result;
      best[way].seconds = Math.min(best[way].seconds, result.seconds);
      best[way].cpu = Math.min(best[way].cpu, result.cpu);
    }
  }
  if (best.loop !== undefined) {
    for (const key of ['seconds', 'cpu']) best.loop[key] *= Math.max(1, commits / LOOPED);
  }
  console.log(`\n${label}: ${commits} commits, own memory ${memory(repository).toFixed(0)} MB`);
  for (const [way, { seconds, cpu }] of Object.entries(best)) {
    const times = `${seconds.toFixed(3).padStart(10)} s ${cpu.toFixed(2).padStart(9)} s cpu`;
    console.log(`  ${way.padEnd(12)}${times}${way === 'loop' ? `  (from ${LOOPED} commits)` : ''}`);
  }
  const { guard, plumbing, node, analyze } = best;
  const least = { seconds: plumbing.seconds + node.seconds, cpu: plumbing.cpu + node.cpu };
  const told = (text, of, key) =>
    console.log(
      `  ${text}: ${(of / plumbing[key]).toFixed(2)} x plumbing, ${(of / least[key]).toFixed(2)} x plumbing and an empty Node program`,
    );
  // processor time is told in hundredths of a second
  if (plumbing.cpu >= 0.1) told('cpu of the listing', guard.cpu, 'cpu');
  told('time of the listing', guard.seconds, 'seconds');
  if (analyze === undefined) return;
  told('time of --analyze', analyze.seconds, 'seconds');
  console.log(`  time of --analyze: ${(analyze.seconds / guard.seconds).toFixed(2)} x the listing`);
}

/** Most memory that our own process held, in megabytes; measuring it takes time, so it is done aside. */
function memory(cwd) {
  const args = ['--import', MEMORY, GUARD, 'history', '--no-inspect', '--json'];
  const { stderr } = spawnSync(process.execPath, args, { cwd, maxBuffer: 2 ** 30 });
  return Number(/maxrss (\d+)/.exec(stderr.toString())?.[1]) / 1024;
}

/** @returns null where the program is not there */
function time(cwd, command) {
  const start = performance.now();
  const { stdout, status } = spawnSync('sh', ['-c', `{ ${command}\n}; code=$?; times; exit $code`], {
    cwd,
    maxBuffer: 2 ** 28,
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0 && status !== 1) return null;
  const spent = [...stdout.toString().matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, m, s]) => Number(m) * 60 + Number(s),
  );
  return { seconds, cpu: spent.reduce((sum, each) => sum + each, 0) };
}

/** A history of 400 files; every tenth of its first thousand commits compiles a module anew. */
function generate(commits) {
  const folder = join(scratch, `generated-${commits}`);
  spawnSync('git', ['init', '--quiet', '--bare', folder]);
  const stream = [];
  for (let i = 1; i <= commits; i++) {
    stream.push(
      `commit refs/heads/main\ncommitter C <c@example.com> ${1_500_000_000 + i * 60} +0000\ndata 1\nx\n`,
    );
    const module = `pkg${i % 20}/sub${i % 7}/m${i % 400}`;
    const text = `x = ${i}\n`;
    stream.push(`M 100644 inline ${module}.py\ndata ${text.length}\n${text}\n`);
    if (i % 10 === 0 && i <= 1_000) {
      const cache = module.replace(/\/(m\d+)$/, '/__pycache__/$1.cpython-311.pyc');
      stream.push(`M 100644 inline ${cache}\ndata ${text.length + 40}\n${'b'.repeat(40)}${text}\n`);
    }
  }
  spawnSync('git', ['fast-import', '--quiet'], { cwd: folder, input: stream.join(''), maxBuffer: 2 ** 28 });
  return folder;
}
