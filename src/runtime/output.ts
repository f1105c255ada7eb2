import { Buffer } from 'node:buffer';
import { statSync, writeFileSync } from 'node:fs';
import { fileError, lstatOrNull, prepareFile, realPath } from '../model/files.ts';

/**
 * Writes a result to the file the user named: whole or not at all where it is a regular file or new.
 * A link is followed, and a pipe or device is written to, never replaced.
 *
 * @throws GuardError if it can't be written
 */
export function writeOutput(path: string, text: string): void {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    const isNew = lstatOrNull(path) === null;
    if (isNew || stats?.isFile() === true)
      prepareFile(realPath(path), Buffer.from(text), 'as-before').commit();
    else writeFileSync(path, text);
  } catch (error) {
    throw fileError('write', path, error);
  }
}

/** Writes text, and resolves when it has left, so that a pipe gets all of it before the program ends. */
export const printText = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((done) => {
    if (text === '') done();
    else stream.write(text, () => done());
  });
