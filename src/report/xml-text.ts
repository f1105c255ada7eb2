import { COMMAND, UNSAFE } from '../model/safe-text.ts';

/** Characters that XML 1.0 can't contain even as references (section 2.2, Char): they become U+FFFD. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Escapes a text for XML: unsafe characters and log commands become character references. */
export const xmlText = (value: string): string =>
  value
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>]/g, reference)
    .replace(UNSAFE, (char) => (char === '\n' || char === '\t' ? char : reference(char)))
    .replace(COMMAND, (found) => `${found.slice(0, -1)}${reference(found.slice(-1))}`);

/** XML parsers turn line ends and tabs in attributes into spaces unless they are written as character references. */
export const xmlAttribute = (value: string): string => xmlText(value).replace(/["\t\n]/g, reference);

const reference = (char: string): string => `&#${char.codePointAt(0)};`;
