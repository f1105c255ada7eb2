// Measures how fast bytecode is read and searched for secrets, and how long hostile files take.
//
//   node bench/pyc.mjs PYTHON…
//
// Compiles the library of each Python into a scratch folder. Times include reading the files, which are in
// the system's cache by then; rates are per second of processor time, which other load changes least.
import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSource } from '../scripts/load-source.mjs';

const compiler = join(dirname(fileURLToPath(import.meta.url)), '..', 'scripts', 'compile-library.py');
const { parsePyc, searchedSource, detectSecrets, keepHeapSmall, inlineLess } = await loadSource([
  'bytecode/read/parse-pyc.ts',
  'secrets/searched-source.ts',
  'secrets/detect-secrets.ts',
  'model/small-heap.ts',
]);

keepHeapSmall(100); // both as the program does before it inspects
inlineLess();

const stages = {
  read: (file) => parsePyc(file),
  'read and search': (file) => detectSecrets(searchedSource(parsePyc(file))),
};

for (const python of process.argv.slice(2)) {
  const scratch = mkdtempSync(join(tmpdir(), 'pyc-bench-'));
  try {
    const { status, stderr } = spawnSync(python, [compiler, scratch], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(stderr);
    const files = readdirSync(scratch).map((name) => join(scratch, name));
    for (const [stage, run] of Object.entries(stages)) {
      for (const file of files.slice(0, 300)) await run(readFileSync(file));
      await measure(`${python}: ${stage}`, files, run);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
await measure('bombs: read and search', bombs(), async (bomb) => stages['read and search'](bomb()));

async function measure(what, items, run) {
  const before = process.cpuUsage();
  let bytes = 0;
  let slowest = 0;
  for (const item of items) {
    const file = typeof item === 'string' ? readFileSync(item) : item;
    const start = process.cpuUsage();
    await run(file);
    slowest = Math.max(slowest, milliseconds(process.cpuUsage(start)));
    bytes += file.length;
  }
  const time = milliseconds(process.cpuUsage(before));
  const rate = Math.round((items.length / time) * 1000);
  const megabytes = (bytes / 1000 / time).toFixed(1);
  const most = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${what}: ${items.length} files, ${rate} files/s, ${megabytes} MB/s, slowest ${Math.round(slowest)} ms, at most ${most} MiB`,
  );
}

function milliseconds({ user, system }) {
  return (user + system) / 1000;
}

/** Hostile files of a megabyte or more, one for each way in which few bytes can take much time or memory. */
function bombs() {
  const head = Buffer.from('f30d0d0a000000000000000000000000e3', 'hex');
  const code = Buffer.concat([head, Buffer.alloc(20), Buffer.from('s\0\0\0\0(', 'latin1')]);
  const flood = (part, size) => () => {
    const count = Buffer.alloc(4);
    count.writeInt32LE(Math.floor(size / part.length));
    return Buffer.concat([code, count, Buffer.from(part.repeat(Math.floor(size / part.length)), 'latin1')]);
  };
  const parts = [
    'N',
    'z\x01a',
    '(\x01\0\0\0',
    ')\0',
    '[\0\0\0\0',
    '{0',
    'c',
    'i\0\0\0\0',
    'r\0\0\0\0',
    '\xa9\0',
  ];
  return [...parts.flatMap((part) => [flood(part, 1_000_000), flood(part, 9_000_000)]), bigCode];

  /** Millions of instructions that assign a constant to a name, and as many entries in the line table. */
  function bigCode() {
    const sized = (type, bytes) => {
      const length = Buffer.alloc(4);
      length.writeInt32LE(bytes.length);
      return Buffer.concat([Buffer.from(type), length, bytes]);
    };
    const body = sized('s', Buffer.alloc(8_000_000, Buffer.from([83, 0, 114, 0])));
    const one = Buffer.from('(\x01\0\0\0z\x04name', 'latin1');
    const rest = Buffer.from('(\0\0\0\0s\0\0\0\0z\x01mz\x01mz\x01m\0\0\0\0', 'latin1');
    const lines = sized('s', Buffer.alloc(7_000_000, 0x80));
    return Buffer.concat([
      head,
      Buffer.alloc(20),
      body,
      one,
      one,
      rest,
      lines,
      Buffer.from('s\0\0\0\0', 'latin1'),
    ]);
  }
}
