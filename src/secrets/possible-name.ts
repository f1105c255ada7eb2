import { decode } from '../bytecode/read/decode.ts';
import { isLogin, LOGINS, mayTakeCredentials, TAKERS } from '../bytecode/source/call-arguments.ts';
import { LONGEST_NAME, nameKind } from './credential-name.ts';
import { cachedByName } from './label.ts';
import { isSuspectName } from './suspects.ts';

/** Of a name that is written before a value, as in writer.ts. */
const LONGEST = 200;

/** What is in the names that rules ask for. The three letters in capitals are looked for first: they are the rarest. */
const PARTS = `
  PASs PWD PSW PWRd keNNWort SENha contraSENa cLAVe SIFre pAROl hASLo HESlo MIMa saNDI WAChtwoord
  sECRet TOKen CREd AUTh bEARer DSN sALT siGNAture COOkie JWT seSSI aCCEss aPPId apIHAsh
  HUB cLIEnt TWItter cIPHer
`
  .trim()
  .split(/\s+/);
/** Words of their own: no small letter but the `s` of the plural is behind them. */
const WORDS = ['key', 'pin', 'pat', 'api', 'bot', 'mdp'];
/** A word of two letters. */
const PASSWORD = 'pw';

const [PART, WORD] = [1, 2];
const MARKS = new Uint8Array(1 << 15);
const place = (letters: string): number =>
  [...letters].reduce((sum, letter) => (sum << 5) | (letter.charCodeAt(0) & 31), 0);
for (let before = 0; before < 32; before += 1) MARKS[(before << 10) | place(PASSWORD)] = PART;
for (const word of WORDS) MARKS[place(word)] = WORD;
for (const part of PARTS) MARKS[place(/[A-Z]{3}/.exec(part)?.[0] ?? '')] = PART;

/** Functions and modules that take credentials, by a hash of the whole name, in capitals or not. */
const WHOLE = new Uint8Array(1 << 14);
const hashWith = (hash: number, byte: number): number => (Math.imul(hash, 33) + (byte & 31)) | 0;
const slotOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 18;
for (const name of [...TAKERS, ...LOGINS])
  WHOLE[slotOf([...name].reduce((hash, letter) => hashWith(hash, letter.charCodeAt(0)), 0))] = 1;

const HAS_PART = new RegExp([...PARTS, PASSWORD].join('|'), 'i');
const HAS_WORD = new RegExp(
  `(?:${WORDS.map((word) => word.replace(/./g, (letter) => `[${letter}${letter.toUpperCase()}]`)).join('|')})(?![a-rt-z])`,
);

/**
 * Whether a name may be that of a credential, or of a function that takes one, in the words of any rule. Never
 * wrongly false.
 */
export function isPossibleName(bytes: Uint8Array, start: number, end: number): boolean {
  const last = Math.min(end, start + LONGEST);
  // a label is read from the text, where it begins behind the end of a line
  const first = last - start > LONGEST_NAME ? afterLine(bytes, start, last) : start;
  if (last - first > LONGEST_NAME && isAscii(bytes, first, last)) return false;
  let letters = 0;
  let hash = 0;
  for (let at = first; at < last; at += 1) {
    const byte = bytes[at] as number;
    hash = hashWith(hash, byte);
    letters = ((letters << 5) | (byte & 31)) & 0x7fff;
    const mark = MARKS[letters] as number;
    if (mark === 0) continue;
    if (mark === WORD) {
      const next = at + 1 < last ? (bytes[at + 1] as number) : 0;
      if (next >= SMALL_A && next <= SMALL_Z && next !== SMALL_S) continue;
    }
    const name = textOf(bytes, first, last);
    return HAS_PART.test(name) || HAS_WORD.test(name) ? isAskedFor(name) : mayBeCalled(name);
  }
  return WHOLE[slotOf(hash)] === 1 && mayBeCalled(textOf(bytes, first, last));
}

const mayBeCalled = (name: string): boolean => mayTakeCredentials(name) || isLogin(name);

const [LINE_FEED, SMALL_A, SMALL_S, SMALL_Z] = [0x0a, 0x61, 0x73, 0x7a];

function afterLine(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && bytes[at - 1] !== LINE_FEED) at -= 1;
  return at;
}

/** Of other text, a character has several bytes. */
function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((bytes[at] as number) >= 0x80) return false;
  return true;
}

const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  decode(bytes, { type: 'str', encoding: 'raw', start, end });

const isAskedFor = cachedByName((name: string): boolean => {
  if (mayBeCalled(name)) return true;
  const label = name.slice(name.lastIndexOf('\n') + 1);
  return isSuspectName(label) || nameKind(label) !== undefined || /cookie$|ecret/i.test(label);
});
