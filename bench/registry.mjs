// A local npm registry on which all packages are equally fast: `node registry.mjs TARBALL` serves our tarball
// and, from a cache, what the public registry answers for others. Every answer takes as long as with 40 Mbit/s
// and 20 ms of delay. Prints its address once it listens.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROJECT } from './scratch.mjs';

const PUBLIC = 'https://registry.npmjs.org';
const LATENCY_MS = 20;
const BYTES_PER_MS = 5000;

const tarball = readFileSync(process.argv[2]);
const kept = new Map();

const server = createServer(async ({ url, headers }, response) => {
  const key = `${url} ${headers.accept}`;
  if (!kept.has(key)) kept.set(key, answer(url, headers.accept));
  const { status, type, body } = await kept.get(key);
  await sleep(LATENCY_MS + body.length / BYTES_PER_MS);
  response.writeHead(status, { 'content-type': type, 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => console.log(address()));

const address = () => `http://127.0.0.1:${server.address().port}`;

async function answer(url, accept) {
  if (url === '/pyc-guard') return { status: 200, type: 'application/json', body: packument() };
  if (url.endsWith('.tgz') && url.startsWith('/pyc-guard/')) {
    return { status: 200, type: 'application/octet-stream', body: tarball };
  }
  const from = await fetch(`${PUBLIC}${url}`, { headers: { accept } });
  const type = from.headers.get('content-type') ?? 'application/octet-stream';
  const bytes = Buffer.from(await from.arrayBuffer());
  const body = type.includes('json') ? Buffer.from(bytes.toString().replaceAll(PUBLIC, address())) : bytes;
  return { status: from.status, type, body };
}

/** The registry's description of our package, which is not published yet. */
function packument() {
  const about = JSON.parse(readFileSync(`${PROJECT}/package.json`, 'utf8'));
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const dist = { tarball: `${address()}/pyc-guard/-/pyc-guard-${about.version}.tgz`, integrity };
  const { name, version, bin, engines } = about;
  const versions = { [version]: { name, version, bin, engines, dist } };
  return Buffer.from(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
}
