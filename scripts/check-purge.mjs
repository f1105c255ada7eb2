// Purges fresh clones of the repositories given as arguments, and compares `git ls-tree -r` of every commit
// before and after, independently of the program's own check.
//
//   node scripts/build.mjs && node scripts/check-purge.mjs REPOSITORY...
//
// The repositories themselves are only read. Needs git-filter-repo.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.mjs';

const GUARD = join(fileURLToPath(new URL('..', import.meta.url)), 'dist', 'pyc-guard.js');
const { isCacheFile } = await loadSource(['../test/helpers/is-cache-file.ts']);

let failed = false;
for (const repository of process.argv.slice(2)) check(repository);
process.exitCode = failed ? 1 : 0;

function check(repository) {
  const folder = mkdtempSync(join(tmpdir(), 'pyc-guard-purge-'));
  const clone = join(folder, 'clone');
  try {
    run(folder, 'git', 'clone', '--quiet', '--no-local', repository, clone);
    const refs = refsOf(clone);
    const before = listings(clone);
    const started = performance.now();
    const purge = spawnSync(process.execPath, [GUARD, 'history', '--purge', '--yes', '--json'], {
      cwd: clone,
      maxBuffer: 2 ** 30,
    });
    const seconds = (performance.now() - started) / 1000;
    const report = JSON.parse(purge.stdout.toString());
    if (purge.status !== 0) throw new Error(`${report.error?.message} ${report.error?.hint}`);
    const map = commitMap(clone);
    const after = listings(clone);
    const wrong = [...before].filter(([commit, { rest }]) => after.get(map.get(commit))?.rest !== rest);
    const left = [...after.values()].filter(({ caches }) => caches > 0);
    const { packBytesBefore, packBytesAfter, paths, rewritten } = report.summary;
    const restore = /as it was: (.*)/.exec(purge.stderr.toString())?.[1];
    run(clone, 'sh', '-c', restore);
    const restored = refsOf(clone) === refs;
    failed ||= wrong.length > 0 || left.length > 0 || after.size !== before.size || !restored;
    console.log(
      [
        `${repository}: ${before.size} commits, ${rewritten} rewritten, ${paths} paths taken away in ${seconds.toFixed(1)} s`,
        `packs ${packBytesBefore} -> ${packBytesAfter} bytes`,
        `${left.length} commits with caches left (allowed ones count too), ${wrong.length} otherwise changed`,
        restored ? 'restored by the printed command' : 'NOT RESTORED',
      ].join('; '),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** For each commit its files without cache files, and the number of its cache files. */
function listings(clone) {
  const all = new Map();
  for (const commit of lines(run(clone, 'git', 'rev-list', '--all'))) {
    const entries = run(clone, 'git', 'ls-tree', '-r', '-z', commit).split('\0').filter(Boolean);
    const rest = entries.filter((entry) => !isCacheFile(entry.slice(entry.indexOf('\t') + 1)));
    all.set(commit, { rest: rest.join('\n'), caches: entries.length - rest.length });
  }
  return all;
}

function commitMap(clone) {
  const text = readFileSync(join(clone, '.git', 'filter-repo', 'commit-map'), 'latin1');
  return new Map(
    lines(text)
      .slice(1)
      .map((line) => line.split(/\s+/)),
  );
}

function refsOf(clone) {
  const refs = lines(run(clone, 'git', 'for-each-ref', '--format=%(objectname) %(refname)'));
  return refs.filter((line) => !line.endsWith('refs/remotes/origin/HEAD')).join('\n');
}

function run(cwd, program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout.toString('latin1');
}

function lines(text) {
  return text.split('\n').filter(Boolean);
}
