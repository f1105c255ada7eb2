import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import { env, GUARD, makeRepo, PROJECT } from '../scratch.mjs';

export const title = 'Start: --version, and check with nothing staged';
export const rounds = 60;

const FLOOR = 'node -e 0';
const YARGS = 'smallest program with a bundled yargs';
const NOTHING = ['--cached', '--raw', '-z', '--no-renames'];

export async function setUp(folder) {
  const repo = makeRepo(join(folder, 'repo'), 1000);
  const smallest = join(folder, 'smallest.mjs');
  const source = join(folder, 'source.mjs');
  writeFileSync(
    source,
    "import yargs from 'yargs';\nyargs(process.argv.slice(2)).scriptName('smallest').version('1.0.0').parse();\n",
  );
  await build({
    entryPoints: [source],
    nodePaths: [join(PROJECT, 'node_modules')],
    outfile: smallest,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  const node = (...args) => ({ run: [process.execPath, ...args], cwd: repo, env });
  return {
    cases: [
      { name: FLOOR, ...node('-e', '0') },
      { name: YARGS, ...node(smallest, '--version') },
      { name: 'pyc-guard --version', ...node(GUARD, '--version') },
      { name: 'pyc-guard check', ...node(GUARD, 'check') },
      { name: 'git diff --cached', run: ['git', 'diff', ...NOTHING], cwd: repo, env },
      { name: 'git rev-parse', run: ['git', 'rev-parse', '--show-toplevel'], cwd: repo, env },
    ],
    goals: [
      {
        says: `--version to the ${YARGS}`,
        value: (t) => t.ratio('pyc-guard --version', YARGS),
        atMost: 1.1,
      },
      {
        says: `check with nothing staged to the ${YARGS} and git's own time`,
        value: (t) =>
          t.ms('pyc-guard check') / (t.ms(YARGS) + t.ms('git diff --cached') + t.ms('git rev-parse')),
        atMost: 1.25,
      },
    ],
  };
}
