import { HEADER_NEEDS, QUERY_NAMES, TOKEN_NEEDS } from './provider-tokens.ts';
import { NEEDS } from './rule-needs.ts';

const [DIGIT_0, DIGIT_9, A, F, Z] = [0x30, 0x39, 0x61, 0x66, 0x7a];
const SPACE = 0x20;
const [DOT, HYPHEN, UNDERSCORE, CAPITAL_S, CAPITAL_K] = [0x2e, 0x2d, 0x5f, 0x53, 0x4b];

/** A text without which there is no key of some kind, and where its rarest three letters begin in it. */
interface Mark {
  readonly text: string;
  readonly at: number;
  /** The fewest characters of the word that the key is. */
  readonly least: number;
  /** Whether there are blanks between it and the key. */
  readonly isApart: boolean;
}

const SLOTS = 1 << 13;
/** By a hash of the rarest three letters. */
const marks: (Mark[] | undefined)[] = Array(SLOTS).fill(undefined);
const isSlot = new Uint8Array(SLOTS);
const slotOf = (three: number): number => Math.imul(three, 0x9e3779b1) >>> 19;

function enter(text: string, least = 0, isApart = false): void {
  const at = rarest(text);
  const three = [...text.slice(at, at + 3)].reduce((sum, letter) => (sum << 8) | letter.charCodeAt(0), 0);
  const slot = slotOf(three);
  marks[slot] = [...(marks[slot] ?? []), { text, at, least, isApart }];
  isSlot[slot] = 1;
}

/** Where the first three letters begin that have the fewest small ones among them, which are the rarest. */
function rarest(text: string): number {
  const smallAt = (at: number): number => text.slice(at, at + 3).replace(/[^a-z]/g, '').length;
  const all = Array.from({ length: text.length - 2 }, (_, at) => at);
  return all.reduce((best, at) => (smallAt(at) < smallAt(best) ? at : best));
}

/** Each way to write some letters in capitals or not. */
const inAnyCase = (letters: string): string[] =>
  [...letters].reduce<string[]>(
    (all, letter) =>
      [...new Set([letter, letter.toUpperCase()])].flatMap((one) => all.map((each) => each + one)),
    [''],
  );

for (const need of Object.values(NEEDS).flat()) enter(need);
for (const need of HEADER_NEEDS) enter(need, 0, !need.endsWith('='));
for (const [need, least] of TOKEN_NEEDS) enter(need, least);
// of `app_?id` and its likes the sign between the words may be missing
const endings = QUERY_NAMES.flatMap((name) =>
  ['', '_', '-'].map((sign) => name.replace(/\[_-\]\?|_\?/, sign).slice(-3)),
);
for (const ending of new Set(endings)) for (const letters of inAnyCase(ending)) enter(`${letters}=`);

/** So many letters before a place may be the beginning of a mark that ends behind it. */
export const LONGEST_MARK = 20;

/**
 * Whether a line has the mark of any key that has one; never wrongly false.
 *
 * @param length - of its longest word
 */
export function hasKeyMark(bytes: Uint8Array, start: number, end: number, length: number): boolean {
  let three = 0;
  for (let at = start; at < end; at += 1) {
    three = ((three << 8) | (bytes[at] as number)) & 0xffffff;
    const slot = slotOf(three);
    if (isSlot[slot] !== 1) continue;
    for (const mark of marks[slot] ?? [])
      if (mark.least <= length && isMarkAt(mark, bytes, at - 2 - mark.at, end)) return true;
  }
  return false;
}

function isMarkAt({ text, isApart }: Mark, bytes: Uint8Array, from: number, end: number): boolean {
  if (from < 0 || from + text.length > end) return false;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) !== bytes[from + at]) return false;
  return !isApart || from + text.length === end || isBlank(bytes[from + text.length] as number);
}

/** What is not ASCII may be a blank. */
export const isBlank = (byte: number): boolean => byte <= SPACE || byte >= 0x80;

/** Keys without any fixed letters, but of Twilio, have at least this many characters. */
const LEAST_WITHOUT_MARK = 48;
/** As in provider-tokens.ts: the fewest characters of their parts. */
const [TWILIO, TWITTER_NUMBER, LONG_HEX] = [34, 8, 85];
export const LEAST_UNMARKED = TWILIO;
const DISCORD = [23, 6, 27] as const;

/**
 * Whether a word may be a key that is known by its form alone: three parts with dots between them of Discord, a number
 * and a hyphen of Twitter, `SK` and hexadecimal digits of Twilio, or very many of those.
 */
export function mayBeUnmarkedKey(bytes: Uint8Array, start: number, end: number): boolean {
  if (mayBeTwilio(bytes, start, end)) return true;
  if (end - start < LEAST_WITHOUT_MARK) return false;
  let digits = 0;
  let hex = 0;
  let first = 0;
  let second = 0;
  let third = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === HYPHEN && digits >= TWITTER_NUMBER) return true;
    const isDigit = byte >= DIGIT_0 && byte <= DIGIT_9;
    digits = isDigit ? digits + 1 : 0;
    hex = isDigit || (byte >= A && byte <= F) ? hex + 1 : 0;
    if (hex >= LONG_HEX) return true;
    if (isDigit || byte === HYPHEN || byte === UNDERSCORE || isLetter(byte)) third += 1;
    else {
      first = byte === DOT ? second : 0;
      second = byte === DOT ? third : 0;
      third = 0;
    }
    if (third >= DISCORD[2] && second === DISCORD[1] && first >= DISCORD[0]) return true;
  }
  return false;
}

function mayBeTwilio(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at + TWILIO <= end; at += 1)
    if (bytes[at] === CAPITAL_S && bytes[at + 1] === CAPITAL_K) return true;
  return false;
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= A && (byte | 0x20) <= Z;
