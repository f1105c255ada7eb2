import { LEAST_OF_LETTERS, LEAST_WITH_AT, LEAST_WITH_DIGIT } from './candidate-lines.ts';
import { hasKeyMark, isBlank, LEAST_UNMARKED, LONGEST_MARK, mayBeUnmarkedKey } from './key-marks.ts';
import { isPossibleName } from './possible-name.ts';

/**
 * What a byte is to a word, which ends at blanks and quotes. In candidate-lines.ts it ends at control characters, too,
 * but a password may have some.
 */
const [DIGIT, AT, MARK, SIGN, END] = [1, 2, 4, 8, 16];
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[\s"]/.test(character) && byte < 0x80) return END;
  if (/[A-Za-z]/.test(character)) return 0;
  if (/[0-9]/.test(character)) return DIGIT;
  if (character === '@') return AT | MARK;
  return /['|:=-]/.test(character) ? SIGN | MARK : MARK;
});

const [LINE_FEED, TAB, SPACE, QUOTE, APOSTROPHE, HYPHEN] = [0x0a, 0x09, 0x20, 0x22, 0x27, 0x2d];
const [COLON, EQUALS, BAR, SLASH] = [0x3a, 0x3d, 0x7c, 0x2f];
const [A, B, D, E, G, I, P] = [0x61, 0x62, 0x64, 0x65, 0x67, 0x69, 0x70];
const [R, S, U, W, Y, Z] = [0x72, 0x73, 0x75, 0x77, 0x79, 0x7a];
const VOWELS = new Uint8Array([A, E, I, 0x6f, U, Y]);

/** Of a value in a line of its own (inner-credential.ts), and of one without a digit or a mark. */
const [LEAST_OF_VALUE, LEAST_OF_WORD] = [6, 16];
/** No rule finds anything in a shorter text. */
const SHORTEST = 7;
/** A name between quotes is not longer. */
const LONGEST_QUOTED = 64;

const LINE_END = 0;
/** What says in the line before that a word is a key is this near, but for blanks. */
const FURTHEST = 64;

/**
 * Whether a rule may find something in a text, whatever its name: one look at each byte, and never wrongly false.
 * What rules look for in texts has a mark here; a rule that is added needs one.
 *
 * @param sendsMail - whether the file may send mail, as few do
 */
export function isPossibleText(
  bytes: Uint8Array,
  start: number,
  end: number,
  sendsMail: () => boolean = () => true,
): boolean {
  if (end - start < SHORTEST) return false;
  if (end - start <= GROUPED && mayBeAppPassword(bytes, start, end) && sendsMail()) return true;
  const kinds = kindsIn(bytes, start, end);
  return kinds < SIGN ? isPossibleWord(bytes, start, end, kinds) : isPossibleLine(bytes, start, end);
}

/** The kinds of all bytes together: most texts are names. */
function kindsIn(bytes: Uint8Array, start: number, end: number): number {
  let kinds = 0;
  for (let at = start; at < end && kinds < END; at += 1) kinds |= KINDS[bytes[at] as number] as number;
  return kinds;
}

const isPossibleWord = (bytes: Uint8Array, start: number, end: number, word: number): boolean =>
  ((word & AT) !== 0 && mayBeLogin(bytes, start, end)) ||
  (end - start >= LEAST_UNMARKED && mayBeUnmarkedKey(bytes, start, end)) ||
  (isCandidate(end - start, word) && hasKeyMark(bytes, start, end, end - start));

function isPossibleLine(bytes: Uint8Array, start: number, end: number): boolean {
  let from = start;
  let line = start;
  let word = 0;
  let unmarked = start;
  let longest = 0;
  for (let at = start; at <= end; at += 1) {
    let kind = 0;
    while (at < end) {
      kind = KINDS[bytes[at] as number] as number;
      word |= kind;
      if (kind >= SIGN) break;
      at += 1;
    }
    const byte = at < end ? (bytes[at] as number) : LINE_END;
    if (at < end && kind < END) {
      if (isMarked(bytes, at, start, end)) return true;
      continue;
    }
    const length = at - from;
    if (length >= LEAST_OF_VALUE) {
      if (length > longest && isCandidate(length, word)) longest = length;
      if (length >= LEAST_UNMARKED && mayBeUnmarkedKey(bytes, from, at)) return true;
      if ((word & AT) !== 0 && mayBeLogin(bytes, from, at)) return true;
      if (byte === LINE_FEED && isValueOfLine(bytes, line, from, at, word)) return true;
    }
    if (byte === QUOTE && isAfterCookie(bytes, at, start)) return true;
    if (byte === LINE_FEED || at === end) {
      if (longest > 0) {
        const said = Math.max(unmarked, beforeBlanks(bytes, line, start) - FURTHEST);
        if (hasKeyMark(bytes, said, at, longest)) return true;
        unmarked = at - LONGEST_MARK;
      }
      line = at + 1;
      longest = 0;
    }
    from = at + 1;
    word = 0;
  }
  return false;
}

/** Whether a line with such a word is looked at by the rules for keys (candidate-lines.ts). */
const isCandidate = (length: number, word: number): boolean =>
  length >= ((word & DIGIT) === 0 ? LEAST_OF_LETTERS : LEAST_WITH_DIGIT) ||
  (length >= LEAST_WITH_AT && (word & AT) !== 0);

/** `://` or, at the beginning of a text, `:` before an `@`. */
function mayBeLogin(bytes: Uint8Array, from: number, end: number): boolean {
  if (bytes[from] === COLON) return true;
  for (let at = from + 1; at + 1 < end; at += 1)
    if (bytes[at] === SLASH && bytes[at + 1] === SLASH && bytes[at - 1] === COLON) return true;
  return false;
}

/** Sixteen small letters, four consonants among them in a row, or four groups of letters (app-password.ts). */
function mayBeAppPassword(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start === GROUPED) return bytes[start + 4] === SPACE && bytes[start + 9] === SPACE;
  if (end - start !== TOGETHER) return false;
  let consonants = 0;
  let most = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte < A || byte > Z) return false;
    consonants = VOWELS.includes(byte) ? 0 : consonants + 1;
    most = Math.max(most, consonants);
  }
  return most >= MOST_CONSONANTS;
}

const [TOGETHER, GROUPED, MOST_CONSONANTS] = [16, 19, 4];

/** Whether a word that ends its line may be the value in `name=value` or `name: value`. */
function isValueOfLine(bytes: Uint8Array, line: number, from: number, end: number, word: number): boolean {
  if ((word & (DIGIT | MARK)) === 0 && end - from < LEAST_OF_WORD) return false;
  const first = afterBlanks(bytes, line, end);
  const start =
    bytes[first] === APOSTROPHE || bytes[first] === QUOTE ? afterBlanks(bytes, first + 1, end) : first;
  let last = start;
  while (last < end && !isSeparator(bytes[last] as number) && !isGap(bytes[last] as number)) last += 1;
  const separator = afterBlanks(bytes, last, end);
  if (separator >= end || !isSeparator(bytes[separator] as number)) return false;
  return afterBlanks(bytes, separator + 1, end) >= from && isPossibleName(bytes, start, last);
}

const isSeparator = (byte: number): boolean => byte === COLON || byte === EQUALS;
const isGap = (byte: number): boolean => byte === SPACE || byte === TAB;

function afterBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isGap(bytes[at] as number)) at += 1;
  return at;
}

function isMarked(bytes: Uint8Array, at: number, start: number, end: number): boolean {
  const before = at > start ? (bytes[at - 1] as number) : 0;
  switch (bytes[at]) {
    case HYPHEN: {
      const next = lower(bytes, at + 1, end);
      // `-----BEGIN`
      if (next === B && before === HYPHEN) return isBegin(bytes, at + 1, end);
      if (at === start || !isBlank(before)) return false;
      // `curl --user name:word`, `--password=word`
      if (next === HYPHEN) {
        const [option, second] = [lower(bytes, at + 2, end), lower(bytes, at + 3, end)];
        return (option === P && second === A) || (option === U && second === S);
      }
      // `mysql -pword`
      return next === P || next === U;
    }
    case BAR: {
      // `| sudo`
      let from = at + 1;
      while (from < end && isBlank(bytes[from] as number)) from += 1;
      return lower(bytes, from, end) === S && lower(bytes, from + 1, end) === U;
    }
    case APOSTROPHE: {
      // `IDENTIFIED BY 'word'`, `PASSWORD 'word'`
      if (!isBlank(before)) return false;
      const last = beforeBlanks(bytes, at, start);
      const [a, b] = [lower(bytes, last - 1, end), lower(bytes, last, end)];
      return (a === B && b === Y && isIdentified(bytes, last - 1, start)) || (a === R && b === D);
    }
    case EQUALS: {
      // `pwd=`, `password=`
      const letter = lower(bytes, at - 2, end);
      return (before | SPACE) === D && (letter === W || letter === R);
    }
    case COLON: {
      // `"name": "value"`
      if (at === start) return bytes[afterBlanks(bytes, at + 1, end)] === QUOTE;
      const last = beforeBlanks(bytes, at, start);
      return bytes[last] === QUOTE && isQuotedName(bytes, last, start);
    }
    default:
      return false;
  }
}

/** `BEGIN` */
const isBegin = (bytes: Uint8Array, at: number, end: number): boolean =>
  lower(bytes, at + 1, end) === E && lower(bytes, at + 2, end) === G && lower(bytes, at + 3, end) === I;

/** Whether the word before the one at `at` may be `IDENTIFIED`. */
function isIdentified(bytes: Uint8Array, at: number, start: number): boolean {
  const last = beforeBlanks(bytes, at, start);
  return lower(bytes, last, at) === D && lower(bytes, last - 1, at) === E && lower(bytes, last - 2, at) === I;
}

function isQuotedName(bytes: Uint8Array, end: number, start: number): boolean {
  let from = end;
  while (from > start && end - from < LONGEST_QUOTED && bytes[from - 1] !== QUOTE) from -= 1;
  return isPossibleName(bytes, from, end);
}

/** `Cookie = "` */
const isAfterCookie = (bytes: Uint8Array, at: number, start: number): boolean =>
  at - start > 4 &&
  bytes[at - 1] === SPACE &&
  bytes[at - 2] === EQUALS &&
  bytes[at - 3] === SPACE &&
  ((bytes[at - 4] as number) | SPACE) === E &&
  ((bytes[at - 5] as number) | SPACE) === I;

/** The position of the last byte before `at` that is no blank. */
function beforeBlanks(bytes: Uint8Array, at: number, start: number): number {
  let last = at - 1;
  while (last > start && isBlank(bytes[last] as number)) last -= 1;
  return last;
}

/** A letter in lower case; other bytes change, too. */
const lower = (bytes: Uint8Array, at: number, end: number): number =>
  at >= 0 && at < end ? (bytes[at] as number) | SPACE : 0;
