// Replaces lib/platform-shims/esm.mjs of yargs (see build-program.mjs). At every start, that file makes an
// Intl.Segmenter, loads node:assert and searches the folders above for a package.json, which takes longer
// than the start of Node; only help needs any of it.
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { format, inspect } from 'node:util';
import Parser from 'yargs-parser';

function strictEqual(actual, expected) {
  if (actual !== expected) throw new Error(`yargs expected ${inspect(expected)}, not ${inspect(actual)}`);
}

function notStrictEqual(actual, expected) {
  if (actual === expected) throw new Error(`yargs did not expect ${inspect(actual)}`);
}

function unsupported() {
  throw new Error('yargs is asked for something that this program does without');
}

let sentences = {};

export default {
  assert: { strictEqual, notStrictEqual },
  // bundled too, but run only when they are first called
  cliui: (options) => require('cliui').default(options),
  stringWidth: (text) => require('string-width').default(text),
  Parser,
  path: { basename, dirname, extname, join, relative, resolve },
  process: {
    argv: () => process.argv,
    cwd: () => process.cwd(),
    emitWarning: (warning, type) => process.emitWarning(warning, type),
    execPath: () => process.execPath,
    exit: unsupported,
    nextTick: process.nextTick,
    stdColumns: null, // the program sets the width itself
  },
  getEnv: (name) => process.env[name],
  getProcessArgvBin: () => process.argv[1],
  inspect,
  mainFilename: '',
  // yargs would read the version and settings from a package.json, but the program sets both
  findUp: () => undefined,
  getCallerFile: unsupported,
  readFileSync: unsupported,
  readdirSync: unsupported,
  require: unsupported,
  // yargs' own sentences are English; src/cli/yargs-sentences.ts replaces those that users can see
  y18n: {
    __: (text, ...values) => format(sentences[text] ?? text, ...values),
    __n: (singular, plural, count, ...values) => {
      const { one = singular, other = plural } = sentences[singular] ?? {};
      const text = count === 1 ? one : other;
      return text.includes('%d') ? format(text, count, ...values) : format(text, ...values);
    },
    getLocale: () => 'en',
    setLocale: () => {},
    updateLocale: (ours) => {
      sentences = { ...sentences, ...ours };
    },
  },
};
