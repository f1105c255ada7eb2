// Runs after `npm ci` in a clone: builds the program and installs the hook in this repository.
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

// `npm install -g` from a git address (as pre-commit's `language: node` does) runs this script without the
// devDependencies, which are installed here. Without npm's variables, as those would install them globally too.
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
