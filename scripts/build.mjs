// Builds the program into dist/.
//
//   --if-changed   only if a source has changed since the last build
//   --plain        without any optimization, to tell a fault of bundling from one in the sources
//   --keep-names   functions keep their names, for stack traces
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { plainProgram, shippedProgram } from './build-program.mjs';
import { manualPage } from './manual-page.mjs';
import { squeeze } from './squeeze.mjs';
import { thirdPartyLicences } from './third-party-licences.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
/** Holds the digest of what dist/ was built from; outside dist/, as that is shipped. */
const stamp = join(root, 'node_modules', '.cache', 'pyc-guard-build');
const plain = process.argv.includes('--plain');
const keepNames = process.argv.includes('--keep-names');

const inputs = inputsDigest();
const fresh = existsSync(dist) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs;
if (!process.argv.includes('--if-changed') || !fresh) await buildAll();

async function buildAll() {
  rmSync(stamp, { force: true });
  const program = plain ? await plainProgram() : await shippedProgram(keepNames);
  const page = await historyPage();
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  for (const [name, content] of [...program.files, ...page.files]) writeFileSync(join(dist, name), content);
  chmodSync(join(dist, 'pyc-guard.js'), 0o755);
  writeFileSync(join(dist, 'pyc-guard.1'), await manualPage());
  const licences = thirdPartyLicences([...program.inputs, ...page.inputs]);
  writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), licences);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, inputs);
}

/** The script and the style that `history --html` copies into its page. */
async function historyPage() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'src/report/html/browser/main.ts', out: 'history-page' },
      { in: 'src/report/html/browser/style.css', out: 'history-page' },
    ],
    outdir: dist,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    metafile: true,
    write: false,
  });
  const files = new Map();
  for (const { path, text } of outputFiles) {
    const isScript = path.endsWith('.js');
    files.set(isScript ? 'history-page.js' : 'history-page.css', isScript ? await squeeze(text) : text);
  }
  return { files, inputs: Object.keys(metafile.inputs) };
}

/** A digest of all sources and packages of dist/, and of the options. */
function inputsDigest() {
  const digest = createHash('sha256').update(JSON.stringify([plain, keepNames]));
  for (const name of ['package.json', 'package-lock.json']) digest.update(readFileSync(join(root, name)));
  for (const folder of ['src', 'scripts']) {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) digest.update(`${file}\0`).update(readFileSync(file));
  }
  return digest.digest('hex');
}
