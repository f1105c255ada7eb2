// Runs after `npm ci` in a clone: builds the program and has it guard this repository.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

// Installed from git with -g (as pre-commit's `language: node` does), npm runs this without the
// devDependencies, and its own settings in the environment would make another `npm install` global.
if (!existsSync(join(root, 'node_modules', 'esbuild'))) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  run('npm', ['install', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'], {
    env,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32', // npm is a .cmd file there
  });
}
run(process.execPath, [join(root, 'scripts', 'build.mjs')]);
run(process.execPath, [join(root, 'dist', 'pyc-guard.js'), 'install']);
