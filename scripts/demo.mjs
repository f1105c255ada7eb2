// Shows the main commands in a scratch repository with committed caches: `npm run demo`.
// The caches are written by this machine's Python if it has one, else taken from a sample below.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist', 'pyc-guard.js');
const SOURCE = 'TAX = 0.2\n\n\ndef total(prices):\n    return sum(prices) * (1 + TAX)\n';
/** SOURCE as CPython 3.11 compiles it. */
const SAMPLE =
  'pw0NCgAAAACuLABrQgAAAOMAAAAAAAAAAAAAAAABAAAAAAAAAPMQAAAAlwBkAFoAZAGEAFoBZAJTACkDZ5qZmZmZmck/YwEAAAAAAAAAAAAAAAMAAAAD' +
  'AAAA8zYAAACXAHQBAAAAAAAAAAAAAHwApgEAAKsBAAAAAAAAAABkAXQCAAAAAAAAAAAAAHoAAAB6BQAAUwApAk7pAQAAACkC2gNzdW3aA1RBWCkB2gZw' +
  'cmljZXNzAQAAACD6DHNob3AvY2FydC5wedoFdG90YWxyCAAAAAQAAABzFwAAAIAA3QsOiHaJO4w7mCGdY5kn0Qsi0AQi8wAAAABOKQJyBQAAAHIIAAAA' +
  'qQByCQAAAHIHAAAA+gg8bW9kdWxlPnILAAAAAQAAAHMjAAAA8AMBAQHYBgmAA/AGAQEj8AABASPwAAEBI/AAAQEj8AABASNyCQAAAA==';

const folder = mkdtempSync(join(tmpdir(), 'pyc-guard-demo-'));
const shop = join(folder, 'shop');
/** No configuration, home folder or hooks of the user's, so that the output is the same on every machine. */
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(GIT_|npm_|PYC_GUARD|CI$|SKIP$)/.test(name)),
  ),
  HOME: folder,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Demo',
  GIT_AUTHOR_EMAIL: 'demo@example.com',
  GIT_COMMITTER_NAME: 'Demo',
  GIT_COMMITTER_EMAIL: 'demo@example.com',
};

const say = (text) => process.stdout.write(`\n${text}\n`);
const quote = (arg) => (/^[\w./=:-]+$/.test(arg) ? arg : `'${arg}'`);

/** Prints a command as a person would type it and runs it. @throws if its exit code is not `expected` */
function run(program, args, expected = 0) {
  const [command, before] = program === 'pyc-guard' ? [process.execPath, [PROGRAM]] : [program, []];
  process.stdout.write(
    `\n$ ${[program === 'pyc-guard' ? 'npx pyc-guard' : program, ...args.map(quote)].join(' ')}\n`,
  );
  const { status, error } = spawnSync(command, [...before, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 1, 1],
  });
  if (error) throw error;
  if (status !== expected) throw new Error(`exit code ${status}, expected ${expected}`);
}

const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import compileall'], { env }).status === 0,
);

function writeCaches() {
  if (python !== undefined) return run(python, ['-m', 'compileall', '-q', 'shop']);
  say('(no Python on this machine: the shipped sample stands in)');
  mkdirSync(join(shop, '__pycache__'), { recursive: true });
  for (const name of ['cart', 'stock']) {
    writeFileSync(join(shop, '__pycache__', `${name}.cpython-311.pyc`), Buffer.from(SAMPLE, 'base64'));
  }
}

try {
  mkdirSync(shop);
  for (const name of ['cart.py', 'stock.py']) writeFileSync(join(shop, name), SOURCE);
  say('1. A repository in which Python caches were committed once.');
  run('git', ['init', '-q', '.']);
  writeCaches();
  run('git', ['add', '.']);
  run('git', ['commit', '-q', '-m', 'Add the shop']);
  run('pyc-guard', ['check', '--tracked'], 1);

  say('2. Two commands, and it is out of trouble.');
  run('pyc-guard', ['install']);
  run('pyc-guard', ['fix', '--commit']);
  run('git', ['show', '--stat', '--format=%s', 'HEAD']);

  say('3. Python goes on as before; git sees none of it.');
  writeCaches();
  run('git', ['status', '--short']);

  say('4. Forced in, it is stopped.');
  run('git', ['add', '--force', 'shop/__pycache__']);
  run('git', ['commit', '-m', 'Oops'], 1);

  say('5. And out again.');
  run('git', ['reset', '-q']);
  run('pyc-guard', ['check', '--tracked']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
