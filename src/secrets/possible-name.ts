import { decode } from '../bytecode/read/decode.ts';
import { isLogin, mayTakeCredentials } from '../bytecode/source/call-arguments.ts';
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
/** The rarest letters of functions and modules that take credentials, by their whole names. */
const WHOLE = 'ign ogi smt ftp e_u rus ora hma fer rc4 owf ria ush tla lac nne run art aes des ans'.split(
  ' ',
);
/** Words of two letters. */
const [PASSWORD, DATABASE] = ['pw', 'db'];

const [PART, WORD, NAME] = [1, 2, 3];
const MARKS = new Uint8Array(1 << 15);
const place = (letters: string): number =>
  [...letters].reduce((sum, letter) => (sum << 5) | (letter.charCodeAt(0) & 31), 0);
for (const letters of WHOLE) MARKS[place(letters)] = NAME;
for (let before = 0; before < 32; before += 1) {
  MARKS[(before << 10) | place(DATABASE)] = NAME;
  MARKS[(before << 10) | place(PASSWORD)] = PART;
}
for (const word of WORDS) MARKS[place(word)] = WORD;
for (const part of PARTS) MARKS[place(/[A-Z]{3}/.exec(part)?.[0] ?? '')] = PART;

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
  let mayTake = false;
  for (let at = first; at < last; at += 1) {
    letters = ((letters << 5) | ((bytes[at] as number) & 31)) & 0x7fff;
    const mark = MARKS[letters] as number;
    if (mark === 0) continue;
    if (mark === NAME) {
      mayTake = true;
      continue;
    }
    if (mark === WORD) {
      const next = at + 1 < last ? (bytes[at + 1] as number) : 0;
      if (next >= SMALL_A && next <= SMALL_Z && next !== SMALL_S) continue;
    }
    const name = textOf(bytes, first, last);
    return HAS_PART.test(name) || HAS_WORD.test(name) ? isAskedFor(name) : mayBeCalled(name);
  }
  return mayTake && mayBeCalled(textOf(bytes, first, last));
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
