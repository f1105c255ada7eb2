// Generates a history of any length, to push it.
import { dirname } from 'node:path';
import { run } from './scratch.mjs';

/** Commits over 2,000 files in nested folders; three change in each, every tenth is a merge. */
export function makeHistory(folder, commits) {
  run(dirname(folder), ['git', 'init', '--quiet', '--initial-branch=main', folder]);
  let seed = 1;
  const random = (n) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % n;
  };
  const path = (i) => `pkg${i % 20}/sub${(i * 7) % 13}/mod${(i * 3) % 5}/file_${i}.py`;
  const stream = [];
  for (let c = 1; c <= commits; c++) {
    stream.push(
      `commit refs/heads/main\nmark :${c}\ncommitter C <c@example.com> ${1.6e9 + c} +0000\ndata 1\nx\n`,
    );
    if (c > 1) stream.push(`from :${c - 1}\n`);
    if (c > 50 && c % 10 === 0) stream.push(`merge :${c - 2 - random(20)}\n`);
    for (let k = 0; k < (c === 1 ? 2000 : 3); k++) {
      const body = `x = ${c}, ${k}\n`.repeat(5);
      stream.push(`M 100644 inline ${path(c === 1 ? k : random(2000))}\ndata ${body.length}\n${body}`);
    }
  }
  run(folder, ['git', 'fast-import', '--quiet'], stream.join(''));
  run(folder, ['git', 'repack', '-adq']);
  return folder;
}
