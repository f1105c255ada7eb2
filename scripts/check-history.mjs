// Compares `pyc-guard history` with a slow but simple method, on the repositories given as arguments:
// `git ls-tree -r` of every commit that `git rev-list --all` prints.
//
//   node scripts/build.mjs && node scripts/check-history.mjs [--sample N] REPOSITORY...
//
// With --sample, only N commits, spread evenly, are listed. All their cache files must be in the answer, and
// each path and blob of the answer must be in the tree of the commit that it names as the first.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadSource } from './load-source.mjs';

const GUARD = join(fileURLToPath(new URL('..', import.meta.url)), 'dist', 'pyc-guard.js');
const { isCacheFile } = await loadSource(['../test/helpers/is-cache-file.ts']);
const { values, positionals } = parseArgs({
  options: { sample: { type: 'string' } },
  allowPositionals: true,
});

let failed = false;
for (const repository of positionals) await compare(repository);
process.exitCode = failed ? 1 : 0;

async function compare(repository) {
  const commits = lines(run(repository, 'rev-list', '--all'));
  const step =
    values.sample === undefined ? 1 : Math.max(1, Math.floor(commits.length / Number(values.sample)));
  const sample = commits.filter((_, i) => i % step === 0);
  const answer = ask(repository);
  const found = answer.findings.filter(({ code }) => code === 'cache-file');
  const ours = new Set(found.map(keyOf));
  const [slow, milliseconds] = await timed(() => listAll(repository, sample));
  const missed = [...slow].filter((pair) => !ours.has(pair));
  const extra = step === 1 ? [...ours].filter((pair) => !slow.has(pair)) : await unfounded(repository, found);
  failed ||= missed.length > 0 || extra.length > 0;
  console.log(
    [
      repository,
      `${commits.length} commits, ${sample.length} listed in ${(milliseconds / 1000).toFixed(0)} s`,
      `${ours.size} pairs`,
      `${missed.length} missed, ${extra.length} too many`,
      `counts ${answer.summary.commits === commits.length ? 'agree' : 'DIFFER'}`,
    ].join(': '),
  );
  for (const pair of [...missed, ...extra].slice(0, 5)) console.log(`  ${JSON.stringify(pair)}`);
}

function ask(repository) {
  const { stdout, stderr } = spawnSync(process.execPath, [GUARD, '-C', repository, 'history', '--json'], {
    maxBuffer: 2 ** 30,
  });
  const answer = JSON.parse(stdout.toString());
  if (answer.error !== undefined) throw new Error(`${answer.error.message} ${stderr}`);
  return answer;
}

function keyOf({ oid, path, pathBytes }) {
  const bytes = pathBytes === undefined ? Buffer.from(path) : Buffer.from(pathBytes, 'base64');
  return `${oid} ${bytes.toString('latin1')}`;
}

async function listAll(repository, commits) {
  const pairs = new Set();
  for (const commit of commits) for (const pair of await list(repository, commit)) pairs.add(pair);
  return pairs;
}

async function list(repository, commit) {
  const child = spawn('git', ['--no-replace-objects', 'ls-tree', '-r', '-z', '--full-tree', commit], {
    cwd: repository,
  });
  const chunks = [];
  for await (const chunk of child.stdout) chunks.push(chunk);
  const entries = Buffer.concat(chunks).toString('latin1').split('\0').filter(Boolean);
  return entries.flatMap((entry) => {
    const tab = entry.indexOf('\t');
    const [, type, oid] = entry.slice(0, tab).split(' ');
    const path = entry.slice(tab + 1);
    return type === 'blob' && isCacheFile(path) ? [`${oid} ${path}`] : [];
  });
}

/** Those that are not in the commit that is named as their first. */
async function unfounded(repository, found) {
  const wrong = [];
  for (const finding of found) {
    const there = await list(repository, finding.firstCommit);
    if (!there.includes(keyOf(finding))) wrong.push(keyOf(finding));
  }
  return wrong;
}

function run(repository, ...args) {
  return spawnSync('git', ['--no-replace-objects', ...args], {
    cwd: repository,
    maxBuffer: 2 ** 30,
  }).stdout.toString();
}

function lines(text) {
  return text.split('\n').filter(Boolean);
}

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}
