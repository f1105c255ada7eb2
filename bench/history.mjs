// Measures `pyc-guard history` against the fastest git plumbing that finds the same, against
// `git filter-repo --analyze`, and against a loop over the commits.
//
//   node scripts/build.mjs && node bench/history.mjs [--runs N] [--growth] [REPOSITORY...]
//
// The ways take turns, so that other load slows all of them; the shortest of the runs is printed, in wall and
// processor seconds. --growth generates histories of 50, 1,000, 10,000 and 100,000 commits and reads those
// too. Needs a POSIX shell; git-filter-repo is optional.
//
// The plumbing and the start of an empty Node program together are the least that is possible, so every
// figure is also printed as a multiple of those.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { generateHistory, ways } from './history-ways.mjs';
import { GUARD } from './scratch.mjs';

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, growth: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const LOOPED = 200;
/** A way that takes longer than this, in seconds, is run only once. */
const SLOW = 3;
const scratch = mkdtempSync(join(tmpdir(), 'pyc-guard-bench-'));

const MEMORY =
  "data:text/javascript,process.on('exit',()=>console.error('maxrss',process.resourceUsage().maxRSS))";
const WAYS = {
  ...ways(scratch),
  loop: `git rev-list --all | head -n ${LOOPED} | while read -r commit; do git ls-tree -r --name-only "$commit"; done > /dev/null`,
};

try {
  for (const repository of positionals) measure(repository, repository);
  if (values.growth)
    for (const commits of [50, 1_000, 10_000, 100_000])
      measure(generateHistory(join(scratch, `${commits}.git`), commits), `generated, ${commits} commits`);
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
  const printRatios = (text, of, key) =>
    console.log(
      `  ${text}: ${(of / plumbing[key]).toFixed(2)} x plumbing, ${(of / least[key]).toFixed(2)} x plumbing and an empty Node program`,
    );
  // sh prints processor time in hundredths of a second, too coarse for a ratio of less
  if (plumbing.cpu >= 0.1) printRatios('cpu of the listing', guard.cpu, 'cpu');
  printRatios('time of the listing', guard.seconds, 'seconds');
  if (analyze === undefined) return;
  printRatios('time of --analyze', analyze.seconds, 'seconds');
  console.log(`  time of --analyze: ${(analyze.seconds / guard.seconds).toFixed(2)} x the listing`);
}

/** Peak memory of our own process, in megabytes, in a run of its own, as measuring it takes time. */
function memory(cwd) {
  const args = ['--import', MEMORY, GUARD, 'history', '--no-inspect', '--json'];
  const { stderr } = spawnSync(process.execPath, args, { cwd, maxBuffer: 2 ** 30 });
  return Number(/maxrss (\d+)/.exec(stderr.toString())?.[1]) / 1024;
}

/** @returns null if the program is missing or fails */
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
