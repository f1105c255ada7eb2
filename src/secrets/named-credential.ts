import { LONGEST_SETTING } from '../bytecode/source/pseudo-source.ts';
import type { PseudoEntry, PseudoSource } from '../bytecode/source/writer.ts';
import {
  isOfServer,
  isPasswordSetting,
  isServicePassword,
  isSetting,
  isSigningKey,
  type NameKind,
  nameKind,
} from './credential-name.ts';
import type { Hit } from './hit.ts';
import { cachedByName, labelOf } from './label.ts';
import {
  looksLikePassphrase,
  looksLikePassword,
  looksLikeSetPassword,
  looksLikeShortKey,
  looksLikeSigningKey,
} from './password-value.ts';
import { looksRandom } from './random-value.ts';

const [LEAST_LENGTH, MOST_LENGTH] = [4, 512];
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
  // listed once: a file can be made of long texts alone, and each would look past all others
  const settings = entries.filter(({ start, end }) => end - start <= LONGEST_SETTING);
  let seen = 0;
  return entries.flatMap((entry) => {
    const before = seen;
    if (settings[before] === entry) seen += 1;
    const after = seen;
    const inCode = (others: readonly PseudoEntry[]): PseudoEntry[] =>
      others.filter(({ code }) => code === entry.code);
    const isInServer = (): boolean =>
      inCode([
        ...settings.slice(Math.max(0, before - NEAR), before),
        ...settings.slice(after, after + NEAR),
      ]).some((other) => isOfServer(labelOf(text, other) ?? ''));
    const isAfterAddress = (): boolean =>
      inCode(settings.slice(Math.max(0, before - 1), before)).some(({ start, end }) =>
        ADDRESS.test(text.slice(start, end)),
      );
    return credentialIn(entry, text, isInServer, isAfterAddress) ?? [];
  });
}

/** So many settings on each side may belong to the same server, if they are in the same code object. */
const NEAR = 4;
const ADDRESS = /^[\w.+-]+@[\w-]+\.[\w.]+$/;

const kindOf = cachedByName(nameKind);

/** Tests the name first, since the answer for a name is cached. */
function credentialIn(
  entry: PseudoEntry,
  text: string,
  isInServer: () => boolean,
  isAfterAddress: () => boolean,
): Hit | undefined {
  const length = entry.end - entry.start;
  if (length < LEAST_LENGTH || length > MOST_LENGTH) return undefined;
  const name = labelOf(text, entry) ?? (entry.start === 0 ? entry.name : undefined);
  const kind = name === undefined ? undefined : kindOf(name);
  if (name === undefined || kind === undefined) return undefined;
  const whole = text.slice(entry.start, entry.end);
  const value = whole.trim();
  if (!isCredential(name, kindAt(name, kind, isAfterAddress), value, isInServer)) return undefined;
  const start = entry.start + whole.indexOf(value);
  return { rule: 'named-credential', certainty: 'possible', start, end: start + value.length };
}

/** `Client('bob@acme.io', 'password')` */
const kindAt = (name: string, kind: NameKind, isAfterAddress: () => boolean): NameKind =>
  name.endsWith('(key)') && isAfterAddress() ? 'password' : kind;

/** `bytes`: what `os.urandom` gives, pasted. */
type Shape = 'random' | 'typed' | 'bytes';

function shapeOf(value: string): Shape {
  if (looksRandom(value)) return 'random';
  return isRandomBytes(value) ? 'bytes' : 'typed';
}

function isCredential(name: string, kind: NameKind, value: string, isInServer: () => boolean): boolean {
  const shape = shapeOf(value);
  if (shape === 'bytes') return kind === 'secret';
  if (shape === 'random') {
    if (/^keys?$/i.test(name)) return value.length >= LEAST_OF_BARE_KEY;
    if (name.endsWith('(key)')) return /^[A-Za-z0-9_+/=.-]+$/.test(value);
    return kind !== 'service' || (value.length >= LEAST_OF_BARE_KEY && /^[A-Za-z0-9_-]+$/.test(value));
  }
  if (kind === 'service') return false;
  if (kind === 'password' && isPasswordSetting(name) && looksLikeSetPassword(value)) return true;
  if (kind === 'password' && isSetting(name) && looksLikePassphrase(value)) return true;
  if (kind === 'password')
    return (
      looksLikePassword(value, false) ||
      (looksLikePassword(value, true) && (isServicePassword(name) || isInServer()))
    );
  if (kind === 'secret' && isSigningKey(name) && looksLikeSigningKey(value) && !isNameOfKey(value))
    return true;
  if (looksLikeShortKey(value)) return !/^keys?$/i.test(name);
  const isMixed = value.length >= LEAST_OF_SECRET && /[A-Za-z]/.test(value) && /\d/.test(value);
  return kind === 'secret' && isMixed && looksLikePassword(value, false);
}

/** `AWS_SECRET_ACCESS_KEY`: where the key is to be found. */
const isNameOfKey = (value: string): boolean =>
  /^[a-z]+(?:_[a-z]+)+$/i.test(value) && kindOf(value) !== undefined;

/** Bytes outside of ASCII, among them control characters, which no text has. */
function isRandomBytes(value: string): boolean {
  if (value.length < 12 || value.length > 128 || /[^\0-\xff]/.test(value)) return false;
  const others = value.match(/[^\x20-\x7e]/g)?.length ?? 0;
  return others >= value.length / 3 && /[\0-\x08\x0e-\x1f\x7f-\x9f]/.test(value);
}
