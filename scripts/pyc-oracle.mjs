// Compares the reader with CPython's own `marshal` over a whole standard library.
//
//   node scripts/pyc-oracle.mjs PYTHON…      takes minutes; needs the Pythons, writes to a scratch folder
//
// Compiles each library into the scratch folder (nothing is written beside the sources), dumps it
// with pyc-oracle.py and compares every code object field for field. Exits 1 on any difference.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { parsePyc, differences } = await loadSource(['core/pyc/parse-pyc.ts', '../test/helpers/oracle.ts']);

let failed = false;
for (const python of process.argv.slice(2)) {
  const scratch = mkdtempSync(join(tmpdir(), 'pyc-oracle-'));
  try {
    const files = compileLibrary(python, scratch);
    let matched = 0;
    let codes = 0;
    const dump = spawn(python, [join(here, 'pyc-oracle.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
    dump.stdin.end(files.map((file) => `${file}\n`).join(''));
    for await (const line of createInterface({ input: dump.stdout })) {
      const expected = JSON.parse(line);
      const found = differences(parsePyc(readFileSync(expected.file)), expected);
      if (found.length === 0) matched += 1;
      else console.log(`${expected.file}: ${found.slice(0, 3).join('; ')}`);
      codes += expected.codes.length;
    }
    console.log(`${python}: ${matched} of ${files.length} files agree (${codes} code objects)`);
    failed ||= matched !== files.length;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
process.exitCode = failed ? 1 : 0;

/** Compiles the standard library and the installed packages; returns the bytecode files. */
function compileLibrary(python, scratch) {
  const result = spawnSync(python, [join(here, 'compile-library.py'), scratch], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0) throw new Error(result.stderr);
  return result.stdout.split('\n').filter((line) => line !== '');
}
