import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { attacks } from '../helpers/attacks.ts';
import { pycNames, readCase } from '../helpers/pyc-fixtures.ts';
import { python as pythonName } from '../helpers/python.ts';

// Needs python3 (3.7 or later) on the PATH. What the program says about the same files is asserted
// without any Python in test/unit/pyc/attacks.test.ts.
const MTIME = 1_700_000_000;
let scratch = '';

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'pyc-attacks-'));
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function python(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): string {
  const clean = Object.entries(process.env).filter(([name]) => !name.startsWith('PYTHON'));
  const env = { ...Object.fromEntries(clean), ...environment };
  const { status, stdout, stderr, error } = spawnSync(pythonName(), args, { cwd, env, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** The payload as this machine's Python compiles it, and its cache tag. */
function compilePayload(): { payload: Buffer; tag: string } {
  writeFileSync(join(scratch, 'payload.py'), readCase('payload.py'));
  const script =
    'import py_compile, sys; py_compile.compile("payload.py", "payload.pyc"); print(sys.implementation.cache_tag)';
  const tag = python(scratch, ['-c', script]).trim();
  return { payload: readFileSync(join(scratch, 'payload.pyc')), tag };
}

// The names do not depend on the Python that is here.
const NAMES = attacks(readCase(`payload/${pycNames('payload')[0]}.pyc`), 'any', MTIME).map(
  ({ name }) => name,
);

test.each(NAMES.map((name, index) => ({ name, index })))('Python runs the bytecode: $name', ({ index }) => {
  const { payload, tag } = compilePayload();
  const attack = attacks(payload, tag, MTIME)[index];
  if (!attack) throw new Error('there is no such attack');
  const folder = join(scratch, String(index));
  for (const [path, content] of Object.entries(attack.files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    utimesSync(file, MTIME, MTIME);
  }
  expect(python(folder, attack.run, attack.environment)).toContain('bytecode');
});
