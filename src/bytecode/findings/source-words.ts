import { Buffer } from 'node:buffer';

/** Every word anywhere in a source that could be an identifier, in Python's normal form (NFKC, PEP 3131). */
export interface SourceWords {
  readonly words: ReadonlySet<string>;
  /** Whether the encoding was understood; if not, only ASCII words can be relied upon. */
  readonly isDecoded: boolean;
}

/** PEP 263: on one of the first two lines. */
const COOKIE = /^(?:[ \t\f]*(?:#[^\n\r]*)?\r?\n)?[ \t\f]*#[^\n\r]*?coding[:=][ \t]*([-\w.]+)/;
const WORD = /[\p{ID_Start}_][\p{ID_Continue}]*/gu;
const ASCII_WORD = /[A-Za-z_][A-Za-z0-9_]*/g;

/** Bytes that hold the first two lines, in which PEP 263 looks for an encoding, unless a program wrote them. */
const HEAD = 4096;

/** Whether every ASCII byte of it is that ASCII character: it is UTF-8 or pure ASCII. */
export function isPlainSource(source: Uint8Array): boolean {
  const head = Buffer.from(source.buffer, source.byteOffset, Math.min(source.byteLength, HEAD)).toString(
    'latin1',
  );
  const encoding = COOKIE.exec(head)?.[1];
  return encoding === undefined ? !isCut(source, head) : /^utf-?_?8$/i.test(encoding);
}

/** Whether the second line, which may name an encoding, goes on after the head. */
const isCut = ({ length }: Uint8Array, head: string): boolean =>
  length > HEAD && (head.match(/\n/g)?.length ?? 0) < 2;

/** Every word of a source. Slow. */
export function sourceWords(source: Uint8Array): SourceWords {
  const buffer = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const latin = buffer.toString('latin1');
  if (!/[\x80-\xff]/.test(latin)) return { words: new Set(latin.match(ASCII_WORD)), isDecoded: true };
  const text = decodeSource(buffer, COOKIE.exec(latin)?.[1] ?? 'utf-8');
  if (text === undefined) return { words: new Set(latin.match(ASCII_WORD)), isDecoded: false };
  return {
    words: new Set([...(text.match(WORD) ?? []), ...(text.normalize('NFKC').match(WORD) ?? [])]),
    isDecoded: true,
  };
}

/** Undefined if the encoding is unknown or the bytes are not valid in it. */
function decodeSource(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding.toLowerCase().replaceAll('_', '-').replace('latin-', 'latin'), {
      fatal: true,
    }).decode(bytes);
  } catch {
    return undefined;
  }
}
