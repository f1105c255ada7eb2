// Bundles the program into dist/, split so that a command loads what it needs and nothing else. With
// --keep-names functions keep theirs, to read a stack trace; that is a sixth more to download.
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { groupChunks, joinChunks } from './join-chunks.mjs';
import { squeeze } from './squeeze.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const keepNames = process.argv.includes('--keep-names');

const URL_OF_FILE = 'const pycGuardUrl = require("node:url").pathToFileURL(__filename).href;';

/** Swaps the module through which yargs reaches its surroundings for one that starts faster. */
const yargsPlatform = {
  name: 'yargs-platform',
  setup({ onResolve, onLoad, onEnd }) {
    const path = join(root, 'scripts', 'yargs-platform.mjs');
    let replaced = false;
    onResolve({ filter: /platform-shims\/esm\.mjs$/ }, ({ resolveDir }) => {
      replaced = true;
      return { path, pluginData: resolveDir };
    });
    // it stands for a file of yargs, so it finds the dependencies of yargs
    onLoad({ filter: /yargs-platform\.mjs$/ }, ({ pluginData }) => ({
      contents: readFileSync(path),
      resolveDir: pluginData,
    }));
    onEnd(() =>
      replaced ? null : { errors: [{ text: 'yargs no longer has the module that is replaced' }] },
    );
  },
};

const style = {
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  minifyIdentifiers: !keepNames,
};

/** Files that are started, and their modules. */
const STARTED = { 'pyc-guard': 'src/bin.ts', worker: 'src/clean/worker.ts' };

/** What is mostly loaded together, in one file each. */
const TOGETHER = {
  'common.js': ['src/bin.ts', 'src/runtime/run-command.ts', 'src/check/check.ts'],
  'workers.js': ['src/clean/worker.ts'],
  'change.js': [
    'src/runtime/apply-actions.ts',
    'src/install/install.ts',
    'src/fix/fix.ts',
    'src/fix/ignore.ts',
    'src/fix/untrack.ts',
  ],
  'doctor.js': [
    'src/doctor/doctor.ts',
    'src/install/uninstall.ts',
    'src/install/install-global.ts',
    'src/install/in-submodules.ts',
    'src/fix/allow.ts',
    'src/install/server-rules.ts',
  ],
  'inside.js': ['src/check/inspect-cache-files.ts', 'src/check/inspected-files.ts'],
  'history.js': [
    'src/history/purge/rewrite-history.ts',
    'src/report/html/page.ts',
    'src/inspect/inspect.ts',
    'src/inspect/inspect-blob.ts',
    'src/history/inspect-versions.ts',
    'src/history/history.ts',
    'src/history/purge/purge.ts',
    'src/check/check-content.ts',
    'src/check/check-range.ts',
  ],
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
const { metafile, outputFiles } = await build({
  ...style,
  absWorkingDir: root,
  entryPoints: STARTED,
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  legalComments: 'none', // whole licences are shipped instead
  metafile: true,
  // for yargs' help, which is ASCII; theirs carries a table of all emoji
  alias: { 'string-width': './scripts/ascii-width.mjs' },
  define: { PYC_GUARD_VERSION: JSON.stringify(version) },
  plugins: [yargsPlatform],
  write: false,
});

// CommonJS starts faster than ESM, by a tenth of what Node itself takes; esbuild only splits ESM
const files = new Map();
for (const { path, text } of outputFiles) {
  const { code } = await transform(text, {
    ...style,
    format: 'cjs',
    supported: { 'dynamic-import': false }, // becomes require()
    define: { 'import.meta.dirname': '__dirname', 'import.meta.url': 'pycGuardUrl' },
    ...(text.includes('import.meta.url') && { banner: URL_OF_FILE }),
  });
  files.set(basename(path), code);
}
const outputs = new Map(Object.entries(metafile.outputs).map(([path, about]) => [basename(path), about]));
const started = Object.keys(STARTED).map((name) => `${name}.js`);
const chunks = new Map([...files].filter(([name]) => !started.includes(name)));
const groups = groupChunks(chunks, outputs, TOGETHER, 'more.js');
for (const [name, code] of joinChunks(files, groups)) {
  writeFileSync(join(dist, name), keepNames ? code : await squeeze(code));
}
chmodSync(join(dist, 'pyc-guard.js'), 0o755);
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');

// the page of `history --html`: a script and a style that are put into it as they are
const page = await build({
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
});
const pageScript = join(dist, 'history-page.js');
writeFileSync(pageScript, await squeeze(readFileSync(pageScript, 'utf8')));

const packages = new Set(
  [...Object.keys(metafile.inputs), ...Object.keys(page.metafile.inputs)].flatMap(
    (input) => /(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? [],
  ),
);
writeFileSync(
  join(dist, 'THIRD-PARTY-LICENSES.txt'),
  [...[...packages].sort().map(licence), ...withinPreset()].join(`\n${'-'.repeat(80)}\n\n`),
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

/**
 * What secretlint's preset has taken into its own bundle, as its source map tells, with the licence
 * texts it leaves out. A package whose text is not here ends the build.
 */
function withinPreset() {
  const preset = join(root, 'node_modules/@secretlint/secretlint-rule-preset-recommend/module');
  const { sources } = JSON.parse(readFileSync(join(preset, 'index.js.map'), 'utf8'));
  const names = sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []);
  const texts = new Set(names.map((name) => name.replace(/^lodash\..*/, 'lodash').replace('/', '+')));
  return [...texts].sort().map((name) => {
    const text = readFileSync(join(root, 'scripts/licences', `${name}.txt`), 'utf8');
    return `${name.replace('+', '/')} (MIT, within @secretlint/secretlint-rule-preset-recommend)\n\n${text}`;
  });
}
