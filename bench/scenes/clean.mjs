import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { makeTree, WAYS } from '../clean.mjs';
import { env, run } from '../scratch.mjs';

export const title =
  'clean: 500,000 cache files in 100,000 folders, in memory (bench/clean.mjs: on disk, and more)';
export const large = true;
export const rounds = 3;

const MEMORY = '/dev/shm';
const OURS = 'pyc-guard clean';

export function setUp(folder) {
  const place = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : folder, 'pyc-guard-bench-'));
  process.once('exit', () => rmSync(place, { recursive: true, force: true }));
  const original = join(place, 'original');
  const tree = join(place, 'tree');
  makeTree(original, 50_000);
  const before = () => {
    rmSync(tree, { recursive: true, force: true });
    run(place, ['cp', '-a', original, tree]);
  };
  const names = Object.keys(WAYS).filter((name) => !name.includes('dry'));
  const others = names.filter((name) => !name.startsWith(OURS));
  const pyclean = others.find((name) => name.includes('pyclean'));
  const find = others.find((name) => name.includes('rm -rf'));
  return {
    // the first case is the baseline
    cases: [...others, ...names.filter((name) => name.startsWith(OURS))].map((name) => ({
      name,
      run: WAYS[name](tree),
      cwd: place,
      env,
      before,
    })),
    tearDown: () => rmSync(place, { recursive: true, force: true }),
    goals: [
      { says: `to ${find}`, value: (t) => t.ratio(OURS, find), atMost: 1 },
      { says: `${pyclean} to ours`, value: (t) => t.ratio(pyclean, OURS), atLeast: 5 },
    ],
  };
}
