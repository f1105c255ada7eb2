/**
 * Control characters (C0, DEL, C1), line and paragraph separators, and marks that reorder or hide
 * text (bidi controls, zero-width characters, the BOM): what a name could use to deceive a reader or
 * a terminal. See Unicode TR 36, "Bidirectional Text Spoofing".
 */
export const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\x1b': '\\e' };

/** `text` in which everything unsafe is written as an escape: fit to be printed on one line. */
export const safeText = (text: string): string =>
  text.replace(UNSAFE, (char) => SHORT[char] ?? `\\u{${char.charCodeAt(0).toString(16)}}`);
