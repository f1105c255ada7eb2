import { nameKind } from './credential-name.ts';
import type { Hit, Mentions } from './hit.ts';
import { cachedByName } from './label.ts';
import { looksLikePassword } from './password-value.ts';
import { looksRandom } from './random-value.ts';

const kindOf = cachedByName(nameKind);

/** A file without a match has no such pair. */
const MAY_BE_PAIR = /(?:pass|passw(?:or)?d|pwd|secret|token|key)["']?[ \t]*[:=]/i;

/**
 * `"name": "value"` in JSON, and `NAME=value` in a line of its own. That begins with the end of the line before:
 * to look back for it from each letter takes several times as long.
 */
const PAIRS: readonly RegExp[] = [
  /"([A-Za-z_][\w.-]{2,60})"\s{0,4}:\s{0,4}"([^\s"]{6,512})"/g,
  /(?:\n["']?[ \t]{0,12}|^"?)([A-Za-z_][\w.-]{2,60})[ \t]{0,4}[:=][ \t]{0,4}([^\s"',;{}()<>]{6,512})(?=\n)/g,
];

/** Credentials in settings that are themselves in a text: JSON, or lines of an ini file. */
export function innerCredentials(text: string, mentions: Mentions): Hit[] {
  const hits = PAIRS.flatMap((form) =>
    [...text.matchAll(form)].flatMap((match) => {
      const [whole, name = '', value = ''] = match;
      const kind = kindOf(name);
      if (kind === undefined || kind === 'service') return [];
      if (!looksRandom(value) && !(kind === 'password' && looksLikePassword(value, false))) return [];
      const start = match.index + whole.lastIndexOf(value);
      return [{ rule: 'named-credential', certainty: 'possible' as const, start, end: start + value.length }];
    }),
  );
  return hits.length > 0 && mentions(MAY_BE_PAIR) ? hits : [];
}

/** Cookies that log in, by name. */
const COOKIE =
  /(?<![\w-])(?:[\w-]*(?:sess|token|auth|jwt|login|remember)[\w-]*|sid|xs|li_at|bduss)=([^\s;"]{16,1000})/gi;

/** In the header of a request. */
export function sessionCookies(text: string): Hit[] {
  if (!/cookie = "/i.test(text)) return [];
  const hits: Hit[] = [];
  for (const { 0: header, index: from } of text.matchAll(/(?<=cookie = ")[^"\n]{16,8000}/gi))
    for (const { 0: whole, 1: value = '', index } of header.matchAll(COOKIE)) {
      const start = from + index + whole.length - value.length;
      if (!/csrf|xsrf/i.test(whole) && looksRandom(value.slice(0, 512)))
        hits.push({ rule: 'session-cookie', certainty: 'possible', start, end: start + value.length });
    }
  return hits;
}
