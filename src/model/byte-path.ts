import { Buffer } from 'node:buffer';

declare const bytePath: unique symbol;

/**
 * A path exactly as git stores it: one character per byte (latin1), parts separated by `/`,
 * relative to the top of the work tree.
 */
export type BytePath = string & { readonly [bytePath]: true };

/**
 * Paths are kept as bytes, as in git, so that a name that is not valid UTF-8 is never changed. Each character of a
 * latin1 string is a byte: such strings compare and sort as in git, and regular expressions work on them.
 */
export const fromBytes = (bytes: Uint8Array): BytePath =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') as BytePath;

/** A name as a person or JavaScript wrote it, encoded in UTF-8. */
export const fromText = (text: string): BytePath => fromBytes(Buffer.from(text, 'utf8'));

/** The exact bytes, for git and for `node:fs`. */
export const toBytes = (path: BytePath): Buffer => Buffer.from(path, 'latin1');

/** The name as text: bytes that are not valid UTF-8 become U+FFFD. */
export const toText = (path: BytePath): string => (isAscii(path) ? path : toBytes(path).toString('utf8'));

/** Whether `toText` loses nothing. */
export const isUtf8 = (path: BytePath): boolean => isAscii(path) || fromText(toText(path)) === path;

/** The name with each accent and its letter in one character (NFC), as git stores it on macOS; invalid UTF-8 is returned unchanged. */
export const composed = (path: BytePath): BytePath =>
  isAscii(path) || !isUtf8(path) ? path : fromText(toText(path).normalize('NFC'));

const isAscii = (path: string): boolean => !/[\u0080-\u00ff]/.test(path);
