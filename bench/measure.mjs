// Measures the cases of a scene in turns. A scene is a module in scenes/ that exports
//
//   title     a line for the table
//   large     true if it needs more than a few seconds and 100 MB (left out by --quick)
//   rounds    how often each case runs in a full run (default 30)
//   setUp(folder)   prepares an empty folder; returns { cases, goals, tearDown? }
//
//   cases     [{ name, run, cwd?, env?, input?, before?, exitCode? }], of which the first is the baseline:
//             run is [program, ...arguments] or a function; before() runs before each run and is not
//             measured; exitCode is the expected one (default 0)
//   goals     [{ says, value(t), atMost? | atLeast? }], where t.ms(name) is the median time of a case, and
//             t.ratio(a, b) and t.added(a, b) are medians over all rounds of a's time divided by, or minus, b's
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import process from 'node:process';

/** Runs every case once in each round, in another order each time, after one round that does not count. */
export function measure(cases, rounds) {
  const times = new Map(cases.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (let i = 0; i < cases.length; i++) {
      const each = cases[(i + round) % cases.length];
      const ms = time(each);
      if (round > 0) times.get(each.name).push(ms);
    }
  }
  return times;
}

function time(each) {
  each.before?.();
  const start = performance.now();
  if (typeof each.run === 'function') {
    each.run();
    return performance.now() - start;
  }
  const result = launch(each, each.run, 'ignore');
  const ms = performance.now() - start;
  expectExit(each, result);
  return ms;
}

function launch({ cwd, env = process.env, input }, [program, ...args], stdout) {
  const stdin = input === undefined ? 'ignore' : 'pipe';
  return spawnSync(program, args, { cwd, env, input, stdio: [stdin, stdout, 'pipe'] });
}

function expectExit({ name, exitCode = 0 }, { status, error, stderr }) {
  if (error !== undefined) throw error;
  if (status !== exitCode) throw new Error(`${name}: exit code ${status}, not ${exitCode}: ${stderr}`);
}

const TIME = '/usr/bin/time';

/** Peak memory of the largest process of a case in MB, by GNU time; null if that is missing. */
export function peakMemory(each) {
  if (process.platform !== 'linux' || typeof each.run === 'function' || !existsSync(TIME)) return null;
  each.before?.();
  const result = launch(each, [TIME, '-f', '%M', ...each.run], 'ignore');
  expectExit(each, result);
  return Number(result.stderr.toString().trim().split('\n').at(-1)) / 1024;
}

/** The functions that a goal's `value` is given. */
export const compare = (times) => {
  const pairs = (a, b, how) => times.get(a).map((ms, i) => how(ms, times.get(b)[i]));
  return {
    ms: (name) => quantile(times.get(name), 0.5),
    ratio: (a, b) =>
      quantile(
        pairs(a, b, (x, y) => x / y),
        0.5,
      ),
    added: (a, b) =>
      quantile(
        pairs(a, b, (x, y) => x - y),
        0.5,
      ),
  };
};

export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at % 1);
}
