// Tests the hooks beside real hook managers and under several gits: `npm run test:peers [-- jest's arguments]`.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const shell = process.platform === 'win32'; // npm is npm.cmd there

/** Runs a program; if it fails, this script exits with its code. @returns what it printed */
function run(program, args, options = {}) {
  const { status, stdout, error } = spawnSync(program, args, {
    cwd: root,
    stdio: ['inherit', 'pipe', 'inherit'],
    encoding: 'utf8',
    ...options,
  });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}

const installed = (program) => spawnSync(program, ['--version']).status === 0;

// no lock file: it would list the packages of lefthook and prek for every platform, and not every registry
// has all of them. Install scripts are not needed, as these packages contain the programs.
run('npm', ['install', '--prefix', 'test/peers', '--ignore-scripts', '--no-audit', '--no-fund'], { shell });

let gits = process.env.PYC_GUARD_TEST_GITS;
if (gits === undefined && installed('apt-get') && installed('patchelf')) {
  gits = run('sh', ['scripts/fetch-gits.sh', join('test', 'peers', '.gits')]).trim();
}

// disks of other kinds can be mounted by root alone
const mounters = ['unshare', 'mkfs.exfat', 'mount.exfat-fuse', 'mkntfs', 'lowntfs-3g'];
const found = (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
const disks = process.getuid?.() === 0 && mounters.every(found);
const [program, ...first] = [
  ...(disks ? ['unshare', '--mount', 'sh', join('scripts', 'with-disks.sh')] : []),
  process.execPath,
];

run(
  program,
  [
    ...first,
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join('node_modules', 'jest', 'bin', 'jest.js'),
    '--config=jest.peers.config.js',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, PYC_GUARD_TEST_GITS: gits ?? '' } },
);
