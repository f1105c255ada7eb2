/**
 * Characters that could deceive a reader or a terminal: control and format characters, bidi controls, line and
 * paragraph separators, invisible characters and unusual blanks (Unicode TR 36 and TR 39), and unassigned and
 * private code points. The tables are V8's, so that they follow Unicode.
 */
export const UNSAFE =
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2800\u{1d159}]|(?![ \u3000])\p{Zs}/gu;

/**
 * What makes a line of a log a command for the machine that runs the job: GitHub's and Azure's
 * runners look for `##[` and `##vso[` anywhere in a line (`ActionCommand.TryParse`), TeamCity for
 * `##teamcity[`, and GitHub's for `::` behind any blanks (`ActionCommand.TryParseV2`).
 */
export const COMMAND = /#(?=#\w*\[)|^\s*:(?=:)/gu;

const PLAIN = /^[\x20-\x22\x24-\x39\x3b-\x7e]*$/;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\x1b': '\\e' };

const escaped = (char: string): string => SHORT[char] ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/** `text` with everything unsafe written as escapes, so that it can be printed on one line, also of a log. */
export const safeText = (text: string): string =>
  PLAIN.test(text)
    ? text
    : text
        .replace(UNSAFE, escaped)
        .replace(COMMAND, (found) => `${found.slice(0, -1)}${escaped(found.slice(-1))}`);

/**
 * A JSON text with the same meaning that is safe to print. Only strings need escapes: outside of them JSON
 * is ASCII and can't contain a log command.
 */
export const safeJson = (value: unknown): string =>
  JSON.stringify(value, null, 2)
    .replace(NOT_PLAIN, (part) => part.replace(UNSAFE, utf16))
    .replace(/#(?=#\w*\[)/g, utf16);

/** What may be unsafe in JSON, found much faster; its lines end in the only control character that is in it. */
const NOT_PLAIN = /[^\n\x20-\x7e]+/g;

const utf16 = (char: string): string =>
  [...Array(char.length).keys()]
    .map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
