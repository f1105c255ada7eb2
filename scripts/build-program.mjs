// Bundles the program, two ways: as it is shipped, and plainly.
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { groupChunks, joinChunks } from './join-chunks.mjs';
import { squeeze } from './squeeze.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version, bugs } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Files that are started, and their modules. */
const STARTED = { 'pyc-guard': 'src/bin.ts', worker: 'src/clean/worker.ts' };

/** What every command needs, in one file. */
const COMMON_FILE = ['src/bin.ts', 'src/runtime/run-command.ts', 'src/check/check.ts'];

/** Rooms in the order in which they take what several want. */
const ROOMS = [
  'fix',
  'install',
  'runtime',
  'clean',
  'doctor',
  'inspect',
  'check',
  'history',
  'cli',
  'report',
];

/**
 * What goes into one file: what every command needs, and then a file for each room of src/.
 *
 * @param outputs - what esbuild's metafile says of the chunks
 */
function together(outputs) {
  const entries = [...outputs.values()].flatMap(({ entryPoint }) => entryPoint ?? []);
  const roomOf = (entry) => /^src\/([^/]+)\//.exec(entry)?.[1];
  const free = entries.filter((entry) => !COMMON_FILE.includes(entry) && entry !== STARTED.worker);
  const rooms = ROOMS.map((room) => [`${room}.js`, free.filter((entry) => roomOf(entry) === room)]);
  return { 'common.js': COMMON_FILE, 'workers.js': [STARTED.worker], ...Object.fromEntries(rooms) };
}

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
  define: { PYC_GUARD_VERSION: JSON.stringify(version), PYC_GUARD_BUGS: JSON.stringify(bugs.url) },
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
  const groups = groupChunks(chunks, outputs, together(outputs), 'more.js');
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
