// Measures `clean` and other ways to delete caches, on a generated tree.
//
//   npm run build && node bench/clean.mjs [--folders 100000]… [--rounds 3] [--in /dev/shm]… [--only clean]…
//
// Half the folders are packages, half are their __pycache__ with ten files in each. Each way gets a fresh
// tree. They take turns, so that other load slows all of them; the medians are printed, as Markdown. Each
// --folders gives a table, to see how memory grows with the tree. Needs find, git, python3.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const guard = join(dirname(here), 'dist', 'pyc-guard.js');
/** Ways to delete all caches of a tree, as commands. */
export const WAYS = {
  'pyc-guard clean': (tree) => [process.execPath, guard, 'clean', tree],
  'pyc-guard clean --quiet': (tree) => [process.execPath, guard, 'clean', '--quiet', tree],
  'pyc-guard clean --dry-run': (tree) => [process.execPath, guard, 'clean', '--quiet', '--dry-run', tree],
  'find -name __pycache__ -prune -exec rm -rf {} +': (tree) => [
    'find',
    tree,
    '-name',
    '__pycache__',
    '-prune',
    '-exec',
    'rm',
    '-rf',
    '{}',
    '+',
  ],
  "find -name '*.py[co]' -delete": (tree) => ['find', tree, '-name', '*.py[co]', '-delete'],
  "pyclean's algorithm": (tree) => ['python3', join(here, 'like-pyclean.py'), tree],
  'git clean -fdXq': (tree) => ['git', '-C', tree, 'clean', '-fdXq'],
};

// wall and processor time, and the memory of the largest process, of a program with its children
const MEASURE = `
import json, resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
wall = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": code, "wall": wall, "cpu": used.ru_utime + used.ru_stime, "kb": used.ru_maxrss}))
`;

/** @param packages - how many; each is a folder and its __pycache__ with ten files */
export function makeTree(tree, packages) {
  const code = Buffer.alloc(200);
  for (let i = 0; i < packages; i++) {
    const folder = join(tree, `d${i % 50}`, `e${((i / 50) % 50) | 0}`, `p${i}`);
    mkdirSync(join(folder, '__pycache__'), { recursive: true });
    writeFileSync(join(folder, 'm0.py'), '');
    for (let k = 0; k < 10; k++) writeFileSync(join(folder, '__pycache__', `m${k}.cpython-313.pyc`), code);
  }
  writeFileSync(join(tree, '.gitignore'), '__pycache__/\n*.py[cod]\n*$py.class\n');
  run('git', '-C', tree, 'init', '--quiet');
  run('git', '-C', tree, 'add', '--all');
}

function run(...command) {
  const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  return stdout;
}

/**
 * Runs one way on a copy of a tree, in a folder beside it.
 *
 * @returns wall and processor seconds, and the memory of the largest process in kB
 */
export function measureWay(way, original) {
  const tree = join(dirname(original), 'tree');
  run('cp', '-a', original, tree);
  run('sync', '-f', tree);
  const count = () => Number(run('sh', '-c', 'find "$1" -name "*.pyc" | wc -l', 'sh', tree));
  const before = count();
  const measured = JSON.parse(run('python3', '-c', MEASURE, ...WAYS[way](tree)));
  const left = count();
  if (left !== (way.includes('dry') ? before : 0)) throw new Error(`${way} left ${left} files`);
  rmSync(tree, { recursive: true });
  return measured;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

function compare(place, packages, rounds, ways) {
  const scratch = mkdtempSync(join(place, 'pyc-guard-bench-'));
  const results = new Map(ways.map((way) => [way, []]));
  try {
    const original = join(scratch, 'original');
    makeTree(original, packages);
    for (let round = 0; round < rounds; round++) {
      for (const [way, runs] of results) runs.push(measureWay(way, original));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  console.log(`\n${place}: ${packages * 2} folders, ${packages * 10} cache files, ${rounds} rounds,`);
  console.log(`${availableParallelism()} processors, Node ${process.version}\n`);
  console.log('| way | seconds | processor seconds | largest process, MB |\n|---|---:|---:|---:|');
  for (const [way, runs] of results) {
    const of = (key) => median(runs.map((each) => each[key]));
    const mb = Math.round(of('kb') / 1024);
    console.log(`| \`${way}\` | ${of('wall').toFixed(2)} | ${of('cpu').toFixed(2)} | ${mb} |`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      folders: { type: 'string', multiple: true, default: ['100000'] },
      rounds: { type: 'string', default: '3' },
      in: { type: 'string', multiple: true, default: ['/dev/shm', '/tmp'] },
      only: { type: 'string', multiple: true, default: [''] },
    },
  });
  const ways = Object.keys(WAYS).filter((way) => values.only.some((part) => way.includes(part)));
  for (const place of values.in) {
    for (const folders of values.folders) compare(place, Number(folders) / 2, Number(values.rounds), ways);
  }
}
