// Other ways to find what `pyc-guard history` finds, and generated histories to measure them on.
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { GUARD, run } from './scratch.mjs';

const DIFF_TREE =
  'GIT_INDEX_FILE=./no-such-index git --no-replace-objects diff-tree --stdin -r -c --root --no-renames --no-abbrev -z';

/**
 * Shell commands, to be run in a repository.
 *
 * @param scratch - a folder for their files
 */
export function ways(scratch) {
  const guard = `"${process.execPath}" "${GUARD}" history`;
  const all = `${scratch}/all`;
  const slice = `${scratch}/slice.`;
  const split = `split -n l/${availableParallelism()} "${all}" "${slice}"`;
  return {
    node: `"${process.execPath}" -e 0`,
    guard: `${guard} --no-inspect --json > /dev/null`,
    inspecting: `${guard} --json > /dev/null`,
    plumbing: `git --no-replace-objects rev-list --all > "${all}" && ${split} && for slice in "${slice}"*; do ${DIFF_TREE} < "$slice" > /dev/null & done; wait`,
    analyze: `git filter-repo --analyze --force --quiet --report-dir "${scratch}/analysis"`,
  };
}

/** A history of 400 files; every tenth of its first thousand commits adds or changes a .pyc file. */
export function generateHistory(folder, commits) {
  mkdirSync(folder, { recursive: true });
  run(folder, ['git', 'init', '--quiet', '--bare']);
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
  run(folder, ['git', 'fast-import', '--quiet'], stream.join(''));
  return folder;
}
