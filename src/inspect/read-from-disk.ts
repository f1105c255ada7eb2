import { Buffer } from 'node:buffer';
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { cacheName } from '../bytecode/findings/cache-name.ts';
import { type BytePath, toBytes, toText } from '../model/byte-path.ts';
import { readPiece } from '../model/files.ts';
import { isScript, isScriptName } from '../model/script.ts';
import {
  type FilesBeside,
  folderOfScripts,
  type Inspection,
  inspectBlob,
  LARGEST,
  type ScannedFile,
} from './inspect-blob.ts';

/** The path of a file on the disk: below `root`, or unchanged if it is absolute. */
export const onDisk = (root: string, path: BytePath): Buffer =>
  isAbsolute(toText(path)) ? toBytes(path) : Buffer.concat([Buffer.from(`${root}/`), toBytes(path)]);

/** What a file on the disk gives away, compared with the files beside it. */
export function inspectFile(root: string, path: BytePath, scanned: ScannedFile): Inspection {
  const beside = besideOnDisk(root, path);
  const folder = folderOfScripts(path, scanned, beside);
  if (folder === undefined) return inspectBlob(path, scanned, beside);
  return inspectBlob(path, scanned, { ...beside, hasScript: hasScript(root, folder) });
}

function besideOnDisk(root: string, path: BytePath): FilesBeside {
  const source = cacheName(path)?.source;
  const exists = (other: BytePath): boolean => existsSync(onDisk(root, other));
  const file = source === undefined ? null : onDisk(root, source);
  if (file === null || pointsOutside(root, file)) return { source: null, exists };
  const content = readPiece(file, 'follow', (_, size) => (size <= LARGEST ? size : 0))?.content ?? null;
  return { source: content, exists, ...timeOf(file) };
}

/** Whether a file below `root` is a symbolic link to one outside, which is not a source that was reviewed here. */
function pointsOutside(root: string, file: Buffer): boolean {
  const top = `${root}/`;
  if (!file.toString().startsWith(top) || !existsSync(file)) return false;
  return !realpathSync(file).startsWith(join(realpathSync(root), sep));
}

/** In whole seconds, as Python records it. */
function timeOf(file: Buffer): { sourceTime?: number } {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? {} : { sourceTime: Math.floor(stats.mtimeMs / 1000) };
}

/** Whether a Python script in this folder is run. */
function hasScript(root: string, folder: BytePath): boolean {
  const names = readdirSync(onDisk(root, folder), { encoding: 'buffer' }).filter((name) =>
    name.toString('latin1').endsWith('.py'),
  );
  return names.some((name) => {
    if (isScriptName(name.toString('latin1'))) return true;
    const path = Buffer.concat([onDisk(root, folder), name]);
    const content = readPiece(path, 'follow', (_, size) => (size <= LARGEST ? size : 0))?.content;
    return content ? isScript(content.toString('latin1')) : false;
  });
}
