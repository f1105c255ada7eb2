import { Buffer } from 'node:buffer';

/** Every word of a source that could be an identifier, wherever it stands, as Python spells it (NFKC, PEP 3131). */
export interface SourceWords {
  readonly words: ReadonlySet<string>;
  /** Whether the encoding was understood; if not, only ASCII words can be relied upon. */
  readonly isDecoded: boolean;
}

/** PEP 263: on one of the first two lines. */
const COOKIE = /^(?:[ \t\f]*(?:#[^\n\r]*)?\r?\n)?[ \t\f]*#[^\n\r]*?coding[:=][ \t]*([-\w.]+)/;
const WORD = /[\p{ID_Start}_][\p{ID_Continue}]*/gu;
const ASCII_WORD = /[A-Za-z_][A-Za-z0-9_]*/g;

/** Bytes that PEP 263 looks for a cookie in, on any but a line that no person wrote. */
const HEAD = 4096;

/** Whether ASCII stands for itself in it: UTF-8, or nothing but ASCII. */
export function isPlainSource(source: Uint8Array): boolean {
  const head = Buffer.from(source.buffer, source.byteOffset, Math.min(source.byteLength, HEAD)).toString(
    'latin1',
  );
  const encoding = COOKIE.exec(head)?.[1];
  return encoding === undefined ? !isCut(source, head) : /^utf-?_?8$/i.test(encoding);
}

/** Whether the second line, which may hold a cookie, ends behind the head. */
const isCut = ({ length }: Uint8Array, head: string): boolean =>
  length > HEAD && (head.match(/\n/g)?.length ?? 0) < 2;

/** Every word of a source; it takes long. */
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

/** Undefined where the encoding is unknown here or the bytes are none of it. */
function decodeSource(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding.toLowerCase().replaceAll('_', '-').replace('latin-', 'latin'), {
      fatal: true,
    }).decode(bytes);
  } catch {
    return undefined;
  }
}
