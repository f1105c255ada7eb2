import { Buffer } from 'node:buffer';
import { zsplit } from '../git/parse-output.ts';
import { unquote } from '../git/unquote.ts';
import type { BytePath } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { readWhole } from '../model/files.ts';

/**
 * Reads a list of names.
 *
 * @param from - the name of a file, or a stream
 * @param separator - NUL, or a line end: then names may be quoted as git quotes them
 * @throws GuardError if it can't be read, or a quoted name is broken
 */
export async function readNames(
  from: string | AsyncIterable<Uint8Array>,
  separator: '\n' | '\0',
): Promise<BytePath[]> {
  const bytes = typeof from === 'string' ? readWhole(from) : await readStream(from);
  if (separator === '\0') return zsplit(bytes);
  const lines = withoutMark(bytes).toString('latin1').split(/\r?\n/);
  return lines.filter((line) => line !== '').map(expectName);
}

/** PowerShell puts a byte order mark before what it pipes to a program. */
const withoutMark = (bytes: Buffer): Buffer =>
  bytes.subarray(0, 3).equals(MARK) ? bytes.subarray(3) : bytes;

const MARK = Buffer.from('\ufeff');

/**
 * All that comes in by a stream.
 *
 * @param most - in bytes: of what is larger, no more is read than shows that it is
 */
export async function readStream(
  stream: AsyncIterable<Uint8Array>,
  most = Number.POSITIVE_INFINITY,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) break;
  }
  return Buffer.concat(chunks);
}

function expectName(line: string): BytePath {
  const name = unquote(line);
  if (name !== null) return name;
  throw new GuardError(
    'bad-name',
    `this name is not quoted as git quotes names: ${line}`,
    'Give names as `git ls-files` prints them, or NUL-separated with --files0-from.',
  );
}
