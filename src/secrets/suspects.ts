import type { PseudoEntry, PseudoSource } from '../bytecode/source/writer.ts';
import { LONGEST_NAME } from './credential-name.ts';
import { cachedByName, labelOf } from './label.ts';
import { maskedForm } from './mask.ts';
import { entropy, looksRandom } from './random-value.ts';

// Values that may be credentials but are not certain enough for a finding. They are masked in texts.

/** Words of a name that says it is a credential. */
const SECRET_NAME =
  /(?:^|_)(?:pass|passw(?:or)?d|passwd|passphrase|passcode|pwd|pin|secrets?|tokens?|credentials?|auth|authorization|bearer|dsn|salt|signature|cookie|keys?|apikey|secretkey|privatekey)(?:_?\d*)?(?:_|$)/;
/** If the last word of a name is one of these, the value only describes a credential. */
const NO_SECRET_NAME =
  /_(?:urls?|uris?|path|file|dir|name|type|field|header|endpoint|regex|pattern|prefix|format|class|help|doc|message)$/;
const LONGEST_SPOKEN = 200;
const [SHORTEST_NAMED, LONGEST_NAMED] = [4, 4096];
/** Shorter values are masked only if they are a whole string, not inside of others. */
const SHORTEST_PIECE = 8;

/** `django.contrib.auth.hashers.X`: the name of something. */
const isName = (value: string): boolean => /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(value);

/** Whether a value under this name is masked. */
export const isSuspectName = (name: string): boolean =>
  name.length <= LONGEST_NAME && speaksOfCredential(name);

const speaksOfCredential = (text: string): boolean => {
  const words = text
    .slice(0, LONGEST_SPOKEN)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
  return SECRET_NAME.test(words) && !NO_SECRET_NAME.test(words);
};
const saysName = cachedByName(isSuspectName);
const saysValue = cachedByName(speaksOfCredential);

/** Values under the name of a credential, even if they do not look random. */
export function namedSuspects({ text, entries }: PseudoSource): string[] {
  const isSuspect = (entry: PseudoEntry): boolean => {
    const length = entry.end - entry.start;
    if (length < SHORTEST_NAMED || length > LONGEST_NAMED) return false;
    const name = labelOf(text, entry);
    return name !== undefined && saysName(name);
  };
  const values = entries.filter(isSuspect).map(({ start, end }) => text.slice(start, end));
  return [...new Set(values)].filter((value) => !isName(value) && !saysValue(value));
}

/** Recognised by their form alone, whatever is before or after them. */
const SHAPES: readonly RegExp[] = [
  /gh[opsur]_[A-Za-z0-9]{20,}/g,
  /github_pat_\w{20,}/g,
  /gl(?:pat|ptt|dt|rt|cbt|agent|soat|ft|imt|oas)-[\w-]{16,}/g,
  /xox[a-z]-[A-Za-z0-9-]{10,}/g,
  /xapp-\d-[A-Za-z0-9-]{10,}/g,
  /(?<![A-Za-z0-9])(?:sk|rk|pk)[-_](?=[A-Za-z_-]{0,40}\d)[A-Za-z0-9_-]{16,}/g,
  /(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA)[A-Z0-9]{12,}/g,
  /AIza[\w-]{30,}/g,
  /ya29\.[\w-]{20,}/g,
  /GOCSPX-[\w-]{20,}/g,
  /(?:npm|hf|dop_v1|doo_v1|shpat|shpss|lin_api|figd|ntn|secret|glsa|r8)_[A-Za-z0-9]{20,}/g,
  /pypi-[\w-]{20,}/g,
  /SG\.[\w-]{16,}\.[\w-]{16,}/g,
  /eyJ[\w-]{8,300}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  /\d{8,10}:[\w-]{30,}/g,
  /[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g,
  /AGE-SECRET-KEY-1[0-9A-Z]{20,}/g,
  /key-[0-9a-f]{32}/g,
  /EAA[A-Za-z0-9]{40,}/g,
  /(?:hooks\.slack\.com\/services|discord(?:app)?\.com\/api\/webhooks)\/[\w/-]{20,}/g,
];

/** A private key of any kind, with or without its end. */
const PEM =
  /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?)-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$)/g;

/** The part of a URL before the host: a user, a password, or both. */
const USERINFO = /\b([a-z][a-z0-9+.-]{0,30}:\/\/)([^\s"'<>/?#]*)@/gi;
/** Placeholders that are filled in later. */
const PLACEHOLDER = /^(?:%|\{|\$|<|\*+$|$)/;

/** `password=value`, `Authorization: key=value` and the like, inside of a longer text. */
const ASSIGNED =
  /((?:(?:passw(?:or)?d|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|account[_-]?key|sharedaccesskey|authorization)["']?\s*[:=]\s*(?:(?:bearer|basic|token)\s+|key=)?|\bbearer\s+)["']?)([^\s"'&;,<>{}()]{8,})/gi;

/** The login that is given to a program: `curl -u user:password`. */
const GIVEN = /((?:^|\s)(?:-u|--user)[\s=]["']?[^\s:"']{1,64}:)([^\s"']{3,})/g;

const userinfo = (scheme: string, info: string): string => {
  const [user = '', ...rest] = info.split(':');
  const password = rest.join(':');
  if (rest.length === 0) return `${scheme}${looksRandom(user) ? maskedForm(user) : user}@`;
  return `${scheme}${user}:${PLACEHOLDER.test(password) ? password : '…'}@`;
};

/** What every text with one of these forms has; most texts that are shown are paths without it. */
const MAY_HAVE_SHAPE = /[\w-]{15}|eyJ|:\/\/|-----BEGIN |\.com\//;

/** Masks what has the form of a credential in a text. */
export function maskShapes(text: string): string {
  if (!MAY_HAVE_SHAPE.test(text)) return text;
  let result = text.replace(PEM, (_, kind: string) => `-----BEGIN ${kind}-----…`);
  result = result.replace(USERINFO, (_, scheme: string, info: string) => userinfo(scheme, info));
  for (const shape of SHAPES) result = result.replace(shape, maskedForm);
  return result;
}

const WORD = /[\w+/=.~!@#$%^&*()-]{16,}/g;
const SOLID_WORD = /[A-Za-z0-9+/=_-]{20,}/g;
/** App passwords of Google. */
const APP_PASSWORD = /^[a-z]{4}(?: [a-z]{4}){3}$/;
/** Only the beginning of a longer word is examined. */
const LONGEST = 512;
/** Of keys with signs in them, such as Django's, which are made of fifty letters, digits and signs. */
const LEAST_ENTROPY_OF_SIGNS = 3.9;

const isRandomWithSigns = (word: string): boolean =>
  /[a-z]/i.test(word) &&
  /\d/.test(word) &&
  /[!@#$%^&*()=+]/.test(word) &&
  entropy(word) >= LEAST_ENTROPY_OF_SIGNS;

/** A part of a name, such as `ISO2022` or `MyComparableSet`: letters with one number among them. */
const isWordLike = (part: string): boolean =>
  /^[A-Za-z]*\d{0,6}[A-Za-z]*$/.test(part) &&
  (part.length < 16 ||
    /^(?:[A-Z]+|[a-z]+)\d*$/.test(part) ||
    /^[a-z]*(?:[A-Z]{1,4}[a-z]{2,}|\d)*$/.test(part));

const isRandom = (word: string): boolean =>
  !/^[+-]?0x/i.test(word) &&
  !word.split(/[^A-Za-z0-9]+/).every(isWordLike) &&
  (looksRandom(word) || isRandomWithSigns(word));

/** Masks whatever may be a credential by its form or randomness in a text, and some long words with it. */
export function maskSuspects(text: string): string {
  if (APP_PASSWORD.test(text)) return maskedForm(text);
  const shorten = (word: string): string => (isRandom(word.slice(0, LONGEST)) ? maskedForm(word) : word);
  return maskShapes(text)
    .replace(ASSIGNED, (whole, name: string, value: string) =>
      /^[a-z]+$/.test(value) || isName(value) ? whole : `${name}${maskedForm(value)}`,
    )
    .replace(GIVEN, (_, login: string, password: string) => `${login}${maskedForm(password)}`)
    .replace(WORD, shorten)
    .replace(SOLID_WORD, shorten);
}

/** So many characters are enough to recognise a value. */
const HEAD = 24;
/** The most values with the same head that are compared one by one. */
const MOST_ALIKE = 16;

/**
 * A function that masks each of the values anywhere in a text, also as written in the `repr` of bytes;
 * short values and words only if they are the whole text. Of a value that stands there in part its head is masked.
 */
export function maskValues(values: Iterable<string>): (text: string) => string {
  const whole = new Set<string>();
  const starts = new Map<string, Set<number>>();
  const byHead = new Map<string, Set<string>>();
  const enter = (value: string): void => {
    const head = value.slice(0, HEAD);
    const start = value.slice(0, SHORTEST_PIECE);
    starts.set(start, (starts.get(start) ?? new Set()).add(head.length));
    byHead.set(head, (byHead.get(head) ?? new Set()).add(value));
  };
  for (const value of values) {
    if (value.length < SHORTEST_PIECE || isWord(value)) whole.add(value);
    else for (const spelt of new Set([value, inRepr(value)])) enter(spelt);
  }
  // the longest first, since one may be a part of another
  const lengths = new Map([...starts].map(([start, of]) => [start, [...of].sort((a, b) => b - a)]));
  /** By the low byte of the first character. */
  const isFirst = new Uint8Array(256);
  for (const start of starts.keys()) isFirst[start.charCodeAt(0) & 0xff] = 1;
  const alike = new Map([...byHead].map(([head, of]) => [head, [...of].sort((a, b) => b.length - a.length)]));
  const lengthAt = (text: string, at: number): number => {
    for (const length of lengths.get(text.slice(at, at + SHORTEST_PIECE)) ?? []) {
      const group = alike.get(text.slice(at, at + length));
      if (group === undefined) continue;
      // nobody has so many but somebody who wants this to take long
      if (group.length > MOST_ALIKE) return text.length - at;
      return group.find((value) => text.startsWith(value, at))?.length ?? length;
    }
    return 0;
  };
  return (text) => {
    if (whole.has(text)) return maskedForm(text);
    if (starts.size === 0) return text;
    let result = '';
    let from = 0;
    for (let at = 0; at + SHORTEST_PIECE <= text.length; at += 1) {
      if (isFirst[text.charCodeAt(at) & 0xff] === 0) continue;
      const length = lengthAt(text, at);
      if (length === 0) continue;
      result += text.slice(from, at) + maskedForm(text.slice(at, at + length));
      from = at + length;
      at = from - 1;
    }
    return result + text.slice(from);
  };
}

/** An ordinary word, which may also occur with its usual meaning. */
const isWord = (value: string): boolean => /^[A-Z]?[a-z]+$/.test(value);

const inRepr = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
