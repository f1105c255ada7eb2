// Runs the chosen tests (jest.windows.config.js) with Windows programs under Wine, on a Debian machine:
//
//   npm run test:windows [-- [--node 20] [jest's arguments]]
//
// The programs are made once (scripts/windows-tools.sh) and kept in PYC_GUARD_TEST_WINDOWS, by default
// ~/.cache/pyc-guard-test-windows.
import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache =
  process.env.PYC_GUARD_TEST_WINDOWS ??
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pyc-guard-test-windows');
const work = join(cache, 'work');

const { values, tokens } = parseArgs({
  options: { node: { type: 'string', multiple: true } },
  strict: false,
  tokens: true,
});
const majors = values.node ?? ['22', '20'];
const jestArgs = process.argv
  .slice(2)
  .filter((_, i) => !tokens.some(({ name, index }) => name === 'node' && (i === index || i === index + 1)));

run('sh', ['scripts/windows-tools.sh', cache], { cwd: root });
copyProject();
const codes = majors.map(testWith);
process.exit(codes.find((code) => code !== 0) ?? 0);

/** Runs a program; if it fails, this script exits with its code. */
function run(program, args, options) {
  const { status, error, stdout } = spawnSync(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
    encoding: 'utf8',
    ...options,
  });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}

/** Copies the project with its uncommitted changes, and installs its packages for Windows. */
function copyProject() {
  run(process.execPath, ['scripts/build.mjs'], { cwd: root });
  const lock = join(work, 'package-lock.json');
  const installed = join(work, 'node_modules', '.installed-lock.json');
  for (const name of ['dist', 'hooks', 'scripts', 'src', 'test'])
    rmSync(join(work, name), { recursive: true, force: true });
  const files = run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const name of [...files.split('\0').filter(Boolean), 'dist']) {
    if (!existsSync(join(root, name))) continue; // deleted, and not committed yet
    mkdirSync(dirname(join(work, name)), { recursive: true });
    cpSync(join(root, name), join(work, name), { recursive: true, verbatimSymlinks: true });
  }
  if (existsSync(installed) && readFileSync(installed).equals(readFileSync(lock))) return;
  const target = ['--os=win32', '--cpu=x64', '--ignore-scripts', '--no-audit', '--no-fund'];
  run('npm', ['ci', ...target], { cwd: work });
  cpSync(lock, installed);
}

/** Output goes to a file, as node.exe can't use pipes under Wine. @returns jest's exit code */
function testWith(major) {
  const log = join(cache, `node${major}.log`);
  const out = openSync(log, 'w');
  const jest = [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    'node_modules/jest/bin/jest.js',
    ...['--config=jest.windows.config.js', '--runInBand', '--ci'],
    // a file can take half an hour
    ...['--reporters=default', '--reporters=./scripts/each-test-reporter.mjs'],
    ...jestArgs,
  ];
  const { status, error } = spawnSync('wine', [`W:\\node${major}\\node.exe`, ...jest], {
    cwd: work, // W:\work to Wine
    env: {
      ...process.env,
      WINEPREFIX: join(cache, 'wine'),
      WINEDEBUG: '-all',
      WINEARCH: 'win64',
      WINEPATH: `W:\\bin;W:\\node${major}`,
    },
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  if (error !== undefined) throw error;
  console.log(`== node.exe ${major}: exit code ${status}, all in ${log}`);
  const text = readFileSync(log, 'utf8');
  console.log(status === 0 ? text.slice(text.lastIndexOf('\nTest Suites:') + 1) : text);
  return status ?? 1;
}
