// Bundles the program, two ways: as it is shipped, and plainly.
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { groupChunks, joinChunks } from './join-chunks.mjs';
import { squeeze } from './squeeze.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

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

const COMMON = {
  absWorkingDir: root,
  entryPoints: STARTED,
  outdir: join(root, 'dist'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none', // whole licences are shipped instead
  metafile: true,
  define: { PYC_GUARD_VERSION: JSON.stringify(version) },
  write: false,
};

/** A program's files, by name, with the files of the project and its packages that went into them. */
const result = (files, metafile) => ({ files, inputs: Object.keys(metafile.inputs) });

/**
 * The program as esbuild makes it by itself, every package as it comes. The whole suite passes on it
 * too: a fault that only the shipped build has is a fault of bundling.
 */
export async function plainProgram() {
  const { metafile, outputFiles } = await build({
    ...COMMON,
    // CommonJS packages that are bundled call require for modules of Node
    banner: {
      js: "import { createRequire as pycGuardRequire } from 'node:module'; const require = pycGuardRequire(import.meta.url);",
    },
  });
  const files = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  files.set('package.json', '{ "type": "module" }\n');
  return result(files, metafile);
}

const URL_OF_FILE = 'const pycGuardUrl = require("node:url").pathToFileURL(__filename).href;';

/**
 * The program as it is shipped: small, quick to start, and split so that a command loads what it needs
 * and nothing else.
 *
 * @param keepNames - whether functions keep theirs, to read a stack trace: a sixth more to download
 */
export async function shippedProgram(keepNames) {
  const style = {
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    minifyIdentifiers: !keepNames,
  };
  const { metafile, outputFiles } = await build({
    ...COMMON,
    ...style,
    // for yargs' help, which is ASCII; theirs carries a table of all emoji
    alias: { 'string-width': './scripts/ascii-width.mjs' },
    plugins: [yargsPlatform],
  });
  // CommonJS starts faster than ESM, by a tenth of what Node itself takes; esbuild only splits ESM
  const code = new Map();
  for (const { path, text } of outputFiles) {
    const transformed = await transform(text, {
      ...style,
      format: 'cjs',
      supported: { 'dynamic-import': false }, // becomes require()
      define: { 'import.meta.dirname': '__dirname', 'import.meta.url': 'pycGuardUrl' },
      ...(text.includes('import.meta.url') && { banner: URL_OF_FILE }),
    });
    code.set(basename(path), transformed.code);
  }
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, about]) => [basename(path), about]));
  const started = Object.keys(STARTED).map((name) => `${name}.js`);
  const chunks = new Map([...code].filter(([name]) => !started.includes(name)));
  const groups = groupChunks(chunks, outputs, TOGETHER, 'more.js');
  const files = new Map();
  for (const [name, text] of joinChunks(code, groups))
    files.set(name, keepNames ? text : await squeeze(text));
  files.set('package.json', '{ "type": "commonjs" }\n');
  return result(files, metafile);
}

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
