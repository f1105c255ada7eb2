import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { squeeze } from '../../scripts/squeeze.mjs';
import { GUARD, PROJECT, run } from '../scratch.mjs';

export const title = 'The package, in kB as npm packs it';

/** Preloaded into a command: appends the name of each file that it has loaded to the file LOADED. */
const TRACER = `process.on('exit', () => {
  require('node:fs').appendFileSync(process.env.LOADED, Object.keys(require.cache).join('\\n') + '\\n');
});
`;

/** The program's imports from its libraries, to measure how much of the package they are. */
const LIBRARIES = `export { default as yargs } from 'yargs';
export { GitError, simpleGit } from 'simple-git';
export { default as ignore } from 'ignore';
export { rules } from '@secretlint/secretlint-rule-preset-recommend';
export { default as uPlot } from 'uplot';
`;

export async function setUp(folder) {
  const libraries = await packedLibraries();
  const pack = ['npm', 'pack', '--dry-run', '--ignore-scripts', '--json'];
  const [{ size, files }] = JSON.parse(run(PROJECT, pack));
  // each file is compressed by itself; the tarball, compressed as a whole, is a little smaller
  const squeezed = new Map(
    files.map(({ path }) => [path, gzipSync(readFileSync(join(PROJECT, path)), { level: 9 }).length]),
  );
  const sum = (paths) => paths.reduce((total, path) => total + squeezed.get(path), 0);
  const share = (paths) => ((sum(paths) / sum([...squeezed.keys()])) * size) / 1000;
  const loaded = [...loadedBy(folder, ['install', 'check', 'fix'])].map((file) => `dist/${file}`);
  const hooks = readdirSync(join(PROJECT, 'hooks')).map((file) => `hooks/${file}`);
  const texts = [...squeezed.keys()].filter((path) => !/^hooks\/|\.(?:js|css)$/.test(path));
  return {
    cases: [],
    goals: [
      { says: 'what is downloaded, whatever it is wanted for', value: () => size / 1000, atMost: 150 },
      {
        says: 'of it what is needed for install, check and fix',
        value: () => share([...loaded, ...hooks, ...texts]),
      },
      { says: 'of that the code they load', value: () => share(loaded) },
      { says: 'of that the gates', value: () => share(hooks) },
      { says: 'of that the README, licences, the schema and the like', value: () => share(texts) },
      {
        says: 'yargs, simple-git, ignore, the rules of secretlint and uPlot by themselves, bundled and minified',
        value: () => libraries / 1000,
      },
    ],
  };
}

async function packedLibraries() {
  const { outputFiles } = await build({
    stdin: { contents: LIBRARIES, resolveDir: PROJECT },
    alias: { 'string-width': join(PROJECT, 'scripts', 'ascii-width.mjs') }, // as in scripts/build-program.mjs
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    legalComments: 'none',
    write: false,
  });
  return gzipSync(await squeeze(outputFiles[0].text), { level: 9 }).length;
}

/** The files of dist/ that these commands load in a repository where there is something to do. */
function loadedBy(folder, commands) {
  const tracer = join(folder, 'tracer.cjs');
  const list = join(folder, 'loaded');
  writeFileSync(tracer, TRACER);
  writeFileSync(list, '');
  for (const command of commands) {
    const repo = join(folder, command);
    mkdirSync(repo);
    writeFileSync(join(repo, 'm.py'), 'token = "no secret, but it has to be looked at"\n');
    run(repo, ['env', '-u', 'PYTHONDONTWRITEBYTECODE', 'python3', '-m', 'py_compile', 'm.py']);
    run(repo, ['git', 'init', '--quiet']);
    run(repo, ['git', 'add', '--all']);
    const guard = [process.execPath, '--require', tracer, GUARD, command];
    // check exits 1, as it finds something
    run(repo, ['env', `LOADED=${list}`, 'sh', '-c', '"$@" || [ $? -eq 1 ]', 'sh', ...guard]);
  }
  const names = readFileSync(list, 'utf8').trim().split('\n');
  return new Set(names.filter((file) => dirname(file) === dirname(GUARD)).map((file) => basename(file)));
}
