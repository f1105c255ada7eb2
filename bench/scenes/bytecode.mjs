import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { env, GUARD, PROJECT, run } from '../scratch.mjs';

export const title = "bytecode: python3's library, tracked (bench/pyc.mjs takes any Pythons)";
export const large = true;
export const rounds = 9;

export function setUp(folder) {
  const cwd = join(folder, 'repo');
  const library = join(folder, 'library');
  for (const each of [cwd, library]) mkdirSync(each);
  run(folder, ['python3', join(PROJECT, 'scripts', 'compile-library.py'), library]);
  cpSync(library, join(cwd, '__pycache__'), { recursive: true });
  run(cwd, ['git', 'init', '--quiet']);
  run(cwd, ['git', 'add', '--force', '.']);
  const files = readdirSync(library).length;
  const rates = measureReader();
  const check = { run: [process.execPath, GUARD, 'check', '--tracked', '--quiet'], cwd, env, exitCode: 1 };
  return {
    cases: [
      { name: `names alone of ${files} files`, ...check, run: [...check.run, '--no-inspect'] },
      { name: 'and what is inside them', ...check },
    ],
    goals: [
      { says: 'files read a second (processor time)', value: () => rates.read.rate, atLeast: 5000 },
      { says: 'with detection of secrets', value: () => rates.search.rate, atLeast: 1000 },
      { says: 'memory at most, MiB', value: () => rates.search.memory, atMost: 150 },
    ],
  };
}

/** Measures the reader alone, without git and without the start of the program. */
function measureReader() {
  const program = join(PROJECT, 'bench', 'pyc.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [program, 'python3'], { env, encoding: 'utf8' });
  const [read, search] = [...stdout.matchAll(/^python3: .* (\d+) files\/s.* at most (\d+) MiB$/gm)];
  if (search === undefined) throw new Error(`${stdout}${stderr}`);
  const figures = ([, rate, memory]) => ({ rate: Number(rate), memory: Number(memory) });
  return { read: figures(read), search: figures(search) };
}
