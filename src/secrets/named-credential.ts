import type { PseudoEntry, PseudoSource } from '../bytecode/source/writer.ts';
import { isServicePassword, type NameKind, nameKind } from './credential-name.ts';
import type { Hit } from './hit.ts';
import { cachedByName, labelOf } from './label.ts';
import { looksLikePassword } from './password-value.ts';
import { looksRandom } from './random-value.ts';

const [LEAST_LENGTH, MOST_LENGTH] = [6, 512];
/** A word without a number that says what it is for (`discord_key`) is a key; `key` alone is mostly none. */
const LEAST_OF_BARE_KEY = 24;
/** The shortest length of a value that a person made up. */
const LEAST_OF_SECRET = 8;

/**
 * Values under a name that says they are a credential, and that look like one: random, or as people
 * make up passwords. secretlint knows the forms of many providers and has no rule for the rest of
 * the world.
 */
export function namedCredentials({ text, entries }: PseudoSource): Hit[] {
  return entries.flatMap((entry) => credentialIn(entry, text) ?? []);
}

const kindOf = cachedByName(nameKind);

/** Tests the name first, since the answer for a name is cached. */
function credentialIn(entry: PseudoEntry, text: string): Hit | undefined {
  const length = entry.end - entry.start;
  if (length < LEAST_LENGTH || length > MOST_LENGTH) return undefined;
  const name = labelOf(text, entry) ?? (entry.start === 0 ? entry.name : undefined);
  const kind = name === undefined ? undefined : kindOf(name);
  if (name === undefined || kind === undefined) return undefined;
  const whole = text.slice(entry.start, entry.end);
  const value = whole.trim();
  const shape = shapeOf(value);
  if (shape === undefined || !isCredential(name, kind, value, shape)) return undefined;
  const start = entry.start + whole.indexOf(value);
  return { rule: 'named-credential', certainty: 'possible', start, end: start + value.length };
}

/** `bytes`: what `os.urandom` gives, pasted. */
type Shape = 'random' | 'typed' | 'bytes';

function shapeOf(value: string): Shape | undefined {
  if (looksRandom(value)) return 'random';
  if (isRandomBytes(value)) return 'bytes';
  return looksLikePassword(value, true) ? 'typed' : undefined;
}

function isCredential(name: string, kind: NameKind, value: string, shape: Shape): boolean {
  if (shape === 'bytes') return kind === 'secret';
  if (shape === 'random')
    return kind !== 'key' || !/^keys?$/i.test(name) || value.length >= LEAST_OF_BARE_KEY;
  if (kind === 'password') return looksLikePassword(value, isServicePassword(name));
  const isMixed = value.length >= LEAST_OF_SECRET && /[A-Za-z]/.test(value) && /\d/.test(value);
  return kind === 'secret' && isMixed && looksLikePassword(value, false);
}

/** Bytes outside of ASCII, among them control characters, which no text has. */
function isRandomBytes(value: string): boolean {
  if (value.length < 12 || value.length > 128 || /[^\0-\xff]/.test(value)) return false;
  const others = value.match(/[^\x20-\x7e]/g)?.length ?? 0;
  return others >= value.length / 3 && /[\0-\x08\x0e-\x1f\x7f-\x9f]/.test(value);
}
