import { Buffer } from 'node:buffer';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { TestRepo } from './repo.ts';
import { PROJECT } from './scratch.ts';
import { blob, stage } from './stage.ts';

const CASES = join(PROJECT, 'test', 'cases', 'repos');

/** Rebuilds a real repository from its list of paths, with its ignore files; other files are empty. */
export function rebuild(name: string): TestRepo {
  const repo = new TestRepo();
  const ignoreFiles = readIgnoreFiles(join(CASES, name, 'ignore'));
  const oids = { '100644': blob(repo, ''), '120000': blob(repo, 'target') };
  const entries = readPaths(join(CASES, name)).map(({ mode, path }) => {
    const content = ignoreFiles.get(path.toString()) ?? '';
    repo.writeBytes(path, content);
    const place = Buffer.concat([Buffer.from(`${repo.root}/`), path]);
    if (mode === '100755') chmodSync(place, 0o755);
    if (mode === '120000') {
      rmSync(place);
      symlinkSync('target', place);
    }
    const plain = mode === '120000' ? oids[mode] : oids['100644'];
    return { path: path.toString('latin1'), mode, oid: content === '' ? plain : blob(repo, content) };
  });
  stage(repo, entries);
  repo.git('commit', '--quiet', '--no-verify', '--message', 'as it was found');
  return repo;
}

function readPaths(folder: string): { mode: string; path: Buffer }[] {
  const packed = join(folder, 'paths.txt.gz');
  const list = existsSync(packed)
    ? gunzipSync(readFileSync(packed))
    : readFileSync(join(folder, 'paths.txt'));
  const lines = list.toString('latin1').split('\n').filter(Boolean);
  return lines.map((line) => ({ mode: line.slice(0, 6), path: unquoted(line.slice(7)) }));
}

const unquoted = (name: string): Buffer => {
  const inside = name.startsWith('"') ? name.slice(1, -1) : name;
  const plain = inside.replace(/\\([0-7]{3}|["\\])/g, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : code,
  );
  return Buffer.from(plain, 'latin1');
};

function readIgnoreFiles(folder: string): Map<string, Buffer> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.txt'),
  );
  return new Map(
    names.map((name) => [
      name.replaceAll('\\', '/').slice(0, -'.txt'.length),
      readFileSync(join(folder, name)),
    ]),
  );
}
