import { Buffer } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileError, lstatOrNull } from '../model/files.ts';
import { type FileHome, prepareFile } from '../model/write-file.ts';

/** Folders whose links belong to the system, such as `/dev/stdout` (proc(5)). */
const STREAMS: readonly string[] = ['/dev', '/dev/fd', '/proc/self/fd'];

/**
 * Writes a result to the file that the user named. A regular or new file gets all of it or stays unchanged; a
 * pipe or device is written to, never replaced.
 *
 * @param home - the repository that was reported on, if any
 * @throws GuardError if it can't be written, or is a symbolic link
 */
export function writeOutput(path: string, text: string, home: FileHome | null): void {
  try {
    const stats = lstatOrNull(path);
    const isStream = stats?.isSymbolicLink() === true && STREAMS.includes(dirname(path));
    if (stats === null || stats.isFile() || (stats.isSymbolicLink() && !isStream))
      prepareFile(path, Buffer.from(text), 'as-before', home).commit();
    else writeFileSync(path, text);
  } catch (error) {
    throw fileError('write', path, error);
  }
}
