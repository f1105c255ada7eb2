// Bundles the program in two ways: as it is shipped, and without any optimization.
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { groupChunks, joinChunks } from './join-chunks.mjs';
import { squeeze } from './squeeze.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version, bugs } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The files of dist/ that Node is started with, and their source. */
const STARTED = { 'pyc-guard': 'src/bin.ts', worker: 'src/clean/worker.ts' };

/** Modules that every command needs; they and all they import go into one file. */
const COMMON_FILE = ['src/bin.ts', 'src/runtime/run-command.ts', 'src/check/check.ts'];

/** The rooms in this order: what several rooms import goes into the file of the first. */
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
 * Which modules go into which file: one file for what every command needs, then one for each room of src/.
 *
 * @param outputs - `outputs` of esbuild's metafile
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
  legalComments: 'none', // THIRD-PARTY-LICENSES.txt has the whole licences
  metafile: true,
  define: { PYC_GUARD_VERSION: JSON.stringify(version), PYC_GUARD_BUGS: JSON.stringify(bugs.url) },
  write: false,
};

/** `files` by name, and `inputs`: the paths of everything that was bundled into them. */
const result = (files, metafile) => ({ files, inputs: Object.keys(metafile.inputs) });

/**
 * One file for each program, with unchanged packages. The whole suite passes on it too, so a fault that
 * only the shipped build has comes from the bundling.
 */
export async function plainProgram() {
  const { metafile, outputFiles } = await build({
    ...COMMON,
    // bundled CommonJS packages require modules of Node
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
 * The shipped program: small, quick to start, and split so that a command loads only what it needs.
 *
 * @param keepNames - whether functions keep their names, for stack traces; makes it a sixth larger
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
    // string-width contains a table of all emoji
    alias: { 'string-width': './scripts/ascii-width.mjs' },
    plugins: [yargsPlatform],
  });
  // esbuild splits only ES modules, but CommonJS starts faster, by a tenth of Node's own start-up time
  const code = new Map();
  for (const { path, text } of outputFiles) {
    const transformed = await transform(linked(text), {
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

const [FROM_CHUNK, ON_DEMAND, EXPORTS] = [
  /\bimport\s*(?:\{([^{}]*)\}\s*from\s*)?"(\.\/[\w-]+\.js)";?/g,
  /\bimport\("(\.\/[\w-]+\.js)"\)/g,
  /\bexport\s*\{([^{}]*)\};?/g,
];

/**
 * Turns imports and exports between chunks into plain variables and objects. esbuild's own way, two getters for
 * each name, makes a call from chunk to chunk some twenty times as slow, which a search through a hundred megabytes
 * feels. It is there for names that change after they were exported, of which there are none.
 */
function linked(text) {
  const renamed = (names) =>
    names.replace(/([\w$]+)\s+as\s+([\w$]+)/g, (_, local, other) => `${local}: ${other}`);
  const exported = (names) =>
    names.replace(/([\w$]+)\s+as\s+([\w$]+)/g, (_, local, name) => `${name}: ${local}`);
  return text
    .replace(
      FROM_CHUNK,
      (_, names, chunk) => `${names ? `const {${renamed(names)}} = ` : ''}require("${chunk}");`,
    )
    .replace(ON_DEMAND, (_, chunk) => `Promise.resolve().then(() => require("${chunk}"))`)
    .replace(EXPORTS, (_, names) => `module.exports = {${exported(names)}};`);
}

/** Replaces the module that gives yargs its platform by one that starts faster. */
const yargsPlatform = {
  name: 'yargs-platform',
  setup({ onResolve, onLoad, onEnd }) {
    const path = join(root, 'scripts', 'yargs-platform.mjs');
    let replaced = false;
    onResolve({ filter: /platform-shims\/esm\.mjs$/ }, ({ resolveDir }) => {
      replaced = true;
      return { path, pluginData: resolveDir };
    });
    // it requires dependencies of yargs, which are found from the folder of yargs
    onLoad({ filter: /yargs-platform\.mjs$/ }, ({ pluginData }) => ({
      contents: readFileSync(path),
      resolveDir: pluginData,
    }));
    onEnd(() =>
      replaced ? null : { errors: [{ text: 'yargs no longer has the module that is replaced' }] },
    );
  },
};
