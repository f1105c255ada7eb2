// Counts how many findings are right and how many visible credentials are found, from the verdicts in
// test/cases/judged.tsv and local clones of the repositories that it names.
//
//   node scripts/judge.mjs FOLDER [PROGRAM]
//
// FOLDER holds a clone of each as owner+name; PROGRAM is the built pyc-guard (default: dist/).
// Prints only names, ids and counts.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const [folder, program = 'dist/pyc-guard.js'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node scripts/judge.mjs FOLDER [PROGRAM]');
  process.exit(2);
}

/** Findings that are right by definition, as they say only what the path is. */
const BY_NAME = new Set(['cache-file', 'sourceless', 'stray']);

const table = new URL('../test/cases/judged.tsv', import.meta.url);
const rows = readFileSync(table, 'utf8').trim().split('\n').slice(1);
/** Which repositories were judged together: the first two sets are the halves of one, the others came after it. */
const sets = new Map(rows.map((row) => [row.split('\t')[0], row.split('\t')[5]]));
const verdicts = new Map(
  rows.map((row) => {
    const [repository, object, code, line, verdict] = row.split('\t');
    return [[repository, object, code, line].join('\t'), verdict];
  }),
);

/** The gravest severity of each finding of the program in a clone, by the key of the table. */
function findingsIn(repository) {
  const clone = join(folder, repository.replace('/', '+'));
  if (!existsSync(clone)) return null;
  const args = [program, 'history', '--json', '-C', clone];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const found = new Map();
  for (const { code, oid, severity, message } of JSON.parse(stdout).findings) {
    const line = /\(line (\d+) of the source\)/.exec(message)?.[1] ?? '';
    const key = [repository, oid, code, line].join('\t');
    if (!BY_NAME.has(code) && found.get(key) !== 'error') found.set(key, severity);
  }
  return found;
}

const repositories = [...new Set(rows.map((row) => row.split('\t')[0]))];
const counts = new Map();
const add = (set, code, what) => {
  const key = `${set}\t${code}`;
  const its = counts.get(key) ?? { told: 0, right: 0, wrong: 0, unjudged: 0, visible: 0, found: 0 };
  its[what] += 1;
  counts.set(key, its);
};
const absent = [];
for (const repository of repositories) {
  const found = findingsIn(repository);
  if (found === null) {
    absent.push(repository);
    continue;
  }
  const set = sets.get(repository);
  for (const [key, severity] of found) {
    if (severity !== 'error') continue;
    const code = key.split('\t')[2];
    add(set, code, 'told');
    const verdict = verdicts.get(key);
    add(set, code, verdict === 'missed' ? 'right' : (verdict ?? 'unjudged'));
  }
  for (const [key, verdict] of verdicts) {
    const [its, , code] = key.split('\t');
    if (its !== repository || code !== 'secret' || verdict === 'wrong') continue;
    add(set, code, 'visible');
    if (found.has(key)) add(set, code, 'found');
  }
}

console.log('set\tcode\ttold\tright\twrong\tunjudged\tvisible\tfound');
for (const [key, { told, right, wrong, unjudged, visible, found }] of [...counts].sort())
  console.log([key, told, right, wrong, unjudged, visible, found].join('\t'));
if (absent.length > 0) console.log(`not here: ${absent.join(', ')}`);
