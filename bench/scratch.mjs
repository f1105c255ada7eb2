// Helpers of scenes: a clean environment, repositories of any size, packages from the registry.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
export const OUT = join(PROJECT, 'bench', 'out');
export const GUARD = join(PROJECT, 'dist', 'pyc-guard.js');
const HOME = join(OUT, 'home');

/** Without the user's configuration, and without variables that slow the start of Node. */
export const env = {
  PATH: process.env.PATH,
  HOME,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A U Thor',
  GIT_AUTHOR_EMAIL: 'author@example.com',
  GIT_COMMITTER_NAME: 'C O Mitter',
  GIT_COMMITTER_EMAIL: 'committer@example.com',
  npm_config_update_notifier: 'false',
};

/** Runs a program. @returns its stdout, trimmed @throws if it fails */
export function run(cwd, [program, ...args], input = '') {
  mkdirSync(HOME, { recursive: true });
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd, env, input, maxBuffer: 2 ** 30 });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout.toString().trim();
}

/** A repository whose first commit has this many sources and cache files; the work tree stays empty. */
export function makeRepo(folder, sources, caches = 0) {
  mkdirSync(folder, { recursive: true });
  run(folder, ['git', 'init', '--quiet', '--initial-branch=main']);
  run(folder, ['git', 'config', 'gc.auto', '0']);
  const blob = run(folder, ['git', 'hash-object', '-w', '--stdin'], 'content\n');
  const place = (i) => `project/package_${i % 1000}/part_${Math.floor(i / 1000) % 50}`;
  const lines = [];
  for (let i = 0; i < sources; i++) lines.push(`100644 ${blob}\t${place(i)}/module_${i}.py\n`);
  for (let i = 0; i < caches; i++) {
    lines.push(`100644 ${blob}\t${place(i)}/__pycache__/module_${i}.cpython-313.pyc\n`);
  }
  run(folder, ['git', 'update-index', '--index-info'], lines.join(''));
  const tree = run(folder, ['git', 'write-tree']);
  const commit = run(folder, ['git', 'commit-tree', tree, '-m', 'first']);
  run(folder, ['git', 'update-ref', 'HEAD', commit]);
  return folder;
}

/** The folder in which these npm packages are installed, once for all runs. */
export function peers(names) {
  const folder = join(OUT, 'peers');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'package.json'))) {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  }
  const missing = names.filter((name) => !existsSync(join(folder, 'node_modules', name)));
  const install = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund'];
  if (missing.length > 0) run(folder, [...install, ...missing]);
  return folder;
}

export function peerVersion(name) {
  const about = join(OUT, 'peers', 'node_modules', name, 'package.json');
  return existsSync(about) ? JSON.parse(readFileSync(about, 'utf8')).version : null;
}
