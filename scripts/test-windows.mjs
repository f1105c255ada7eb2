// Runs the chosen tests (jest.windows.config.js) with Windows programs under Wine, on a Debian machine:
//
//   npm run test:windows [-- [--node 20] [--file doctor]]
//
// The programs are made once (scripts/windows-tools.sh) and kept in PYC_GUARD_TEST_WINDOWS, by default
// ~/.cache/pyc-guard-test-windows. Each Node has a Wine of its own, and they run side by side. What failed is
// run once more: on a busy machine Wine's server crashes now and then, and starting a program fails with an
// error that Windows does not know (spawn UNKNOWN). The last lines say which tests needed that.
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CHOSEN } from '../jest.windows.config.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache =
  process.env.PYC_GUARD_TEST_WINDOWS ??
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pyc-guard-test-windows');
const work = join(cache, 'work');

const { values } = parseArgs({
  options: { node: { type: 'string', multiple: true }, file: { type: 'string', multiple: true } },
});
const majors = values.node ?? ['22', '20'];
const files = values.file ?? [...Object.values(CHOSEN).flat(), 'unit'];

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
  const listed = run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const name of [...listed.split('\0').filter(Boolean), 'dist']) {
    if (!existsSync(join(root, name))) continue; // deleted, and not committed yet
    mkdirSync(dirname(join(work, name)), { recursive: true });
    cpSync(join(root, name), join(work, name), { recursive: true, verbatimSymlinks: true });
  }
  if (existsSync(installed) && readFileSync(installed).equals(readFileSync(lock))) return;
  const target = ['--os=win32', '--cpu=x64', '--ignore-scripts', '--no-audit', '--no-fund'];
  run('npm', ['ci', ...target], { cwd: work });
  cpSync(lock, installed);
}

/** Runs the files with one Node, each in a Wine that was started for it. */
async function testWith(major) {
  const outcomes = [];
  for (const file of files) {
    const begin = Date.now();
    const first = await runJest(major, file, [], 'w');
    const failed = namesOf(first, 'failed');
    const second = first.ok ? null : await runJest(major, file, onlyThese(failed), 'a');
    // where the file did not come to its end, all of it was run once more
    const whole = second !== null && failed.length === 0 ? second : first;
    const again = second === null || whole === second ? [] : namesOf(second, 'passed');
    const left = second === null ? [] : namesOf(second, 'failed');
    const skipped = namesOf(whole, 'pending');
    const ok = first.ok || second?.ok === true;
    const seconds = Math.round((Date.now() - begin) / 1000);
    const passed = namesOf(whole, 'passed').length + again.length;
    const counts = `${passed} passed, ${left.length} failed, ${skipped.length} left out`;
    const twice = whole === second ? ', at the second try' : '';
    const line = `Node ${major}, ${file}: ${counts}, ${seconds} s${twice}${ok ? '' : ', NOT GREEN'}`;
    console.error(line);
    outcomes.push({ major, file, line, ok, skipped, again });
  }
  return outcomes;
}

const namesOf = ({ tests }, status) =>
  (tests ?? []).filter((each) => each.status === status).map(({ fullName }) => fullName);

/** Jest's arguments for the tests that failed; none, so that all are run, where the file did not come to its end. */
const onlyThese = (failed) =>
  failed.length === 0
    ? []
    : [
        '--testNamePattern',
        `^(?:${failed.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})$`,
      ];

/** @returns whether all is well, and what became of each test: `null` if Wine's server crashed */
async function runJest(major, file, args, flags) {
  const prefix = join(cache, `wine${major}`);
  const log = join(cache, `node${major}-${file}.log`);
  const json = `${log}.json`;
  rmSync(json, { force: true });
  const env = {
    ...process.env,
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    WINEARCH: 'win64',
    WINEPATH: `W:\\bin;W:\\node${major}`,
  };
  const which =
    file === 'unit'
      ? ['--selectProjects', 'unit']
      : ['--testPathPatterns', `(integration|hook)/${file}\\.test`];
  const jest = [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    'node_modules/jest/bin/jest.js',
    ...['--config=jest.windows.config.js', '--runInBand', '--ci', '--json'],
    `--outputFile=W:\\node${major}-${file}.log.json`,
    // a file can take half an hour
    ...['--reporters=default', '--reporters=./scripts/each-test-reporter.mjs'],
    ...which,
    ...args,
  ];
  const out = openSync(log, flags); // a file, as node.exe can't use pipes under Wine
  const child = spawn('wine', [`W:\\node${major}\\node.exe`, ...jest], {
    cwd: work, // W:\work to Wine
    env,
    stdio: ['ignore', out, out],
  });
  const ended = new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  const status = await Promise.race([ended, serverGone(env, ended)]);
  if (status === 'server gone') {
    killAll(prefix);
    await ended;
  }
  closeSync(out);
  if (!existsSync(json)) return { ok: false, tests: null };
  const { testResults } = JSON.parse(readFileSync(json, 'utf8'));
  return { ok: status === 0, tests: testResults.flatMap(({ assertionResults }) => assertionResults) };
}

/** Resolves if Wine's server ends before its programs, which would then wait for it for ever. */
async function serverGone(env, ended) {
  const isRunning = Symbol();
  await setTimeout(20_000, undefined, { ref: false }); // until the server has started
  await new Promise((resolve) => spawn('wineserver', ['-w'], { env, stdio: 'ignore' }).once('exit', resolve));
  const now = await Promise.race([ended, setTimeout(20_000, isRunning)]);
  return now === isRunning ? 'server gone' : now;
}

/** Ends what is left of a Wine without a server. */
function killAll(prefix) {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
      if (environment.includes(`WINEPREFIX=${prefix}`)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // it has ended, or is somebody else's
    }
  }
}

run('sh', ['scripts/windows-tools.sh', cache], { cwd: root });
copyProject();
const outcomes = await Promise.all(majors.map(testWith));
for (const outcome of outcomes.flat()) console.log(outcome.line);
for (const { major, file, skipped, again } of outcomes.flat()) {
  for (const name of skipped) console.log(`left out, Node ${major}, ${file}: ${name}`);
  for (const name of again) console.log(`passed when run once more, Node ${major}, ${file}: ${name}`);
}
process.exitCode = outcomes.flat().every(({ ok }) => ok) ? 0 : 1;
