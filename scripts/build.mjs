// Bundles the program into dist/, split so that a command loads what it needs and nothing else.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

rmSync(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { 'pyc-guard': 'src/bin.ts', 'sweep-hand': 'src/sweep/hand.ts' },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true, // names stay, so that a stack trace in a bug report can be read
  legalComments: 'none', // whole licences are shipped instead
  metafile: true,
  define: { PYC_GUARD_VERSION: JSON.stringify(version) },
  banner: {
    // dependencies that are CommonJS ask for Node's own modules by require()
    js: "import { createRequire as pycGuardRequire } from 'node:module'; const require = pycGuardRequire(import.meta.url);",
  },
});

const packages = new Set(
  Object.keys(metafile.inputs).flatMap(
    (input) => /(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? [],
  ),
);
writeFileSync(
  join(dist, 'THIRD-PARTY-LICENSES.txt'),
  [...packages]
    .sort()
    .map(licence)
    .join(`\n${'-'.repeat(80)}\n\n`),
);

/** Name, version and licence text of a package that is part of the bundle. */
function licence(folder) {
  const about = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const text = [
    'LICENSE',
    'LICENSE.md',
    'LICENSE.txt',
    'LICENSE-MIT',
    'license',
    'LICENCE',
    'license.md',
  ].flatMap((name) => {
    try {
      return [readFileSync(join(root, folder, name), 'utf8')];
    } catch {
      return [];
    }
  })[0];
  return `${about.name} ${about.version} (${about.license})\n\n${text ?? `Licence: ${about.license}`}\n`;
}
