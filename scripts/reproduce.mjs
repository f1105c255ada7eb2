// Builds the package twice from HEAD, in two new folders of different names and depths, and compares the
// tarballs byte for byte: `node scripts/reproduce.mjs [--out FOLDER]`. Prints its digest and name.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { out: { type: 'string' } } });
const scratch = mkdtempSync(join(tmpdir(), 'pyc-guard-reproduce-'));
try {
  const [first, second] = [join(scratch, 'a'), join(scratch, 'another', 'folder')].map(pack);
  if (!first.bytes.equals(second.bytes)) throw new Error(`two builds of ${first.name} differ`);
  if (values.out !== undefined) {
    mkdirSync(values.out, { recursive: true });
    writeFileSync(join(values.out, first.name), first.bytes);
  }
  console.log(`sha256 ${createHash('sha256').update(first.bytes).digest('hex')} ${first.name}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @returns the tarball of a clone that was built in this folder */
function pack(folder) {
  run('git', ['clone', '--quiet', root, folder], scratch);
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  run(process.execPath, ['scripts/build.mjs'], folder);
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', scratch], folder);
  const [name] = readdirSync(scratch).filter((each) => each.endsWith('.tgz'));
  const bytes = readFileSync(join(scratch, name));
  rmSync(join(scratch, name));
  return { name, bytes };
}

function run(program, args, cwd) {
  const shell = process.platform === 'win32' && program === 'npm'; // npm is a .cmd file there
  const { status, error } = spawnSync(program, args, { cwd, shell, stdio: ['ignore', 2, 2] });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with exit code ${status}`);
}
