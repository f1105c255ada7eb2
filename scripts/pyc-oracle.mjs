// Compares the reader with CPython's own `marshal` over a whole standard library.
//
//   node scripts/pyc-oracle.mjs PYTHON…      takes minutes; needs the Pythons, writes to a scratch folder
//
// Compiles each library into the scratch folder (nothing is written beside the sources) and dumps it with
// pyc-oracle.py. Compares every field of every code object and every string as it is printed, and expects no
// errors, as every file lies beside its source. Exits 1 on any difference and any error.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { parsePyc, bytecodeFindings, bytecodeWords, differences } = await loadSource([
  'bytecode/read/parse-pyc.ts',
  'bytecode/findings/all-findings.ts',
  'bytecode/findings/bytecode-words.ts',
  '../test/helpers/oracle.ts',
]);

let failed = false;
for (const python of process.argv.slice(2)) {
  const scratch = mkdtempSync(join(tmpdir(), 'pyc-oracle-'));
  try {
    const sources = compileLibrary(python, scratch);
    const files = [...sources.keys()];
    let matched = 0;
    let alarms = 0;
    let codes = 0;
    const dump = spawn(python, [join(here, 'pyc-oracle.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
    dump.stdin.end(files.map((file) => `${file}\n`).join(''));
    for await (const line of createInterface({ input: dump.stdout })) {
      const expected = JSON.parse(line);
      const bytecode = parsePyc(readFileSync(expected.file));
      const found = [...differences(bytecode, expected), ...otherStrings(bytecode, expected)];
      const source = sources.get(expected.file);
      alarms += report(source, falseAlarms(bytecode, readFileSync(source)));
      if (report(source, found) === 0) matched += 1;
      codes += expected.codes.length;
    }
    console.log(
      `${python}: ${matched} of ${files.length} files agree (${codes} code objects), ${alarms} false findings`,
    );
    failed ||= matched !== files.length || alarms > 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
process.exitCode = failed ? 1 : 0;

/** Strings that `inspect --strings --reveal` does not print exactly as Python has them. */
function otherStrings(bytecode, { strings }) {
  const ours = new Set(bytecodeWords(bytecode).strings);
  const theirs = new Set(strings);
  const only = [...ours]
    .filter((text) => !theirs.has(text))
    .concat([...theirs].filter((text) => !ours.has(text)));
  return only.map((text) => `a string differs: ${JSON.stringify(text)}`);
}

/** The errors about a file beside the source that it was compiled from; all of them are false. */
function falseAlarms(bytecode, source) {
  const subject = { path: '__pycache__/module.cpython-0.pyc', bytecode, source, exists: () => true };
  return bytecodeFindings(subject)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code}: ${message}`);
}

/** @param source - by which the file is known; its own name is a number */
function report(source, messages) {
  if (messages.length > 0) console.log(`  ${source}: ${messages.slice(0, 3).join('; ')}`);
  return messages.length;
}

/** Compiles the standard library and the installed packages; returns bytecode file → source. */
function compileLibrary(python, scratch) {
  const result = spawnSync(python, [join(here, 'compile-library.py'), scratch, 'with-source'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0) throw new Error(result.stderr);
  const lines = result.stdout.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => line.split('\t')));
}
