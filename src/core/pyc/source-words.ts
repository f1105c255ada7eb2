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

/** One source is asked about several times in a row, and to read it takes longest of all. */
const known = new WeakMap<Uint8Array, SourceWords>();

export function sourceWords(source: Uint8Array): SourceWords {
  const before = known.get(source);
  if (before !== undefined) return before;
  const words = readWords(source);
  known.set(source, words);
  return words;
}

function readWords(source: Uint8Array): SourceWords {
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
