import type { PseudoEntry, PseudoSource } from '../bytecode/source/writer.ts';
import type { Hit } from './hit.ts';

const SECRET_NAME =
  /(?:^|_)(?:secret|token|passw(?:or)?d|passphrase|pwd|pat|credentials?|(?:api|access|auth|private|secret|signing|encryption|account)_?key)s?(?:_|\d|$)/;
/** What is said about a credential, or a place where one is found, is none itself. */
const NO_SECRET_NAME =
  /_(?:urls?|uris?|path|file|dir|name|type|field|header|endpoint|regex|pattern|prefix|format|class|id|hash|message|help|doc)$/;
const VALUE = /^[\w+/=.\-!@#$%^&*~]{16,512}$/;
const PLACEHOLDER = /example|changeme|change_me|placeholder|dummy|your|xxxx|1234567890|abcdefghij/i;
/** Bits a character. One in a hundred random values of 16 letters and digits has less than 3.3. */
const LEAST_ENTROPY = 3.3;
/** One in a hundred of 40 random hexadecimal digits has less than 3.4. */
const LEAST_ENTROPY_OF_HEX = 3.1;
const HEX = /^[0-9a-f]{32,}$/i;
/** Those of `VALUE`. */
const [LEAST_LENGTH, MOST_LENGTH] = [16, 512];

/**
 * Values that look random, with letters and digits, under a name that says it is a credential.
 * secretlint knows the forms of many providers and has no rule for the rest of the world.
 */
export function namedCredentials({ text, entries }: PseudoSource): Hit[] {
  return entries
    .filter((entry) => isCredential(entry, text))
    .map(({ start, end }) => ({ rule: 'named-credential', certainty: 'possible', start, end }));
}

/** The value first: hardly any looks like that, and names take time to read. */
function isCredential(entry: PseudoEntry, text: string): boolean {
  const { start, end } = entry;
  if (end - start < LEAST_LENGTH || end - start > MOST_LENGTH) return false;
  const value = text.slice(start, end);
  if (!isOneWord(value) || entry.name === undefined) return false;
  return saysSecret(entry.name) && looksRandom(value);
}

function saysSecret(name: string): boolean {
  if (name.length > 200) return false;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-. ]/g, '_')
    .toLowerCase();
  return SECRET_NAME.test(words) && !NO_SECRET_NAME.test(words);
}

/** Letters and digits with no order in them, and no placeholder. */
export function looksRandom(value: string): boolean {
  return (
    isOneWord(value) &&
    !PLACEHOLDER.test(value) &&
    !isWords(value) &&
    entropy(value) >= (HEX.test(value) ? LEAST_ENTROPY_OF_HEX : LEAST_ENTROPY)
  );
}

const isOneWord = (value: string): boolean => VALUE.test(value) && /[A-Za-z]/.test(value) && /\d/.test(value);

/** `oauth2.token-endpoint.v1`: words, and numbers that stand alone or end a word. */
const isWords = (value: string): boolean =>
  value.split(/[._\-/=]/).every((part) => /^[A-Za-z]*\d{0,2}$/.test(part));

/** Shannon's, in bits a character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / value.length) * Math.log2(count / value.length),
    0,
  );
}
