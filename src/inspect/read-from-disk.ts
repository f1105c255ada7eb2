import { Buffer } from 'node:buffer';
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { cacheName } from '../bytecode/findings/cache-name.ts';
import { type BytePath, toBytes, toText } from '../model/byte-path.ts';
import { readPiece } from '../model/files.ts';
import { type Around, LARGEST } from './inspect-blob.ts';

/** Where a path is on the disk: below `root` (absolute), or as it stands where it is absolute. */
export const onDisk = (root: string, path: BytePath): Buffer =>
  isAbsolute(toText(path)) ? toBytes(path) : Buffer.concat([Buffer.from(`${root}/`), toBytes(path)]);

/** What lies around a path on the disk. */
export function diskAround(root: string, path: BytePath): Around {
  const source = cacheName(path)?.source;
  const read = (file: BytePath): Uint8Array | null =>
    readPiece(onDisk(root, file), 'follow', (_, size) => size <= LARGEST)?.content ?? null;
  return {
    source: source === undefined ? null : read(source),
    exists: (other) => existsSync(onDisk(root, other)),
  };
}
