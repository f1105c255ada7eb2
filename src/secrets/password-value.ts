import { isPlaceholder } from './random-value.ts';

const [LEAST_LENGTH, MOST_LENGTH] = [6, 64];

/**
 * Very common passwords, names of form fields, and placeholders. No word is made of two others, since a long
 * value could then be read in exponentially many ways.
 */
const TRIVIAL =
  /^(?:(?:pass|passw(?:or)?d|pwd|secret|admin|root|user|guest|test|testing|demo|default|mysql|postgres|postgresql|mongo|redis|rabbit|oracle|sa|toor|login|email|name|none|null|true|false|string|text|hidden|required|invalid|wrong|foo|bar|baz|qwerty|letmein|abc|hello|welcome|tiger|secure|dev|development)[_\-.]?)+\d{0,4}!?$/i;
/** Texts that name or describe a password. */
const OF_PASSWORDS = /pass|pwd|token|secret|login|auth|user/i;
/** The beginnings of selectors, patterns and options. */
const MARKED = /^[#.[(^/\\%$-]|^\w+=|[:?]$/;
const WORDS_ONLY = /^[A-Za-z]+(?:[_\-. ][A-Za-z]+)*$/;
/** A password that Google makes for a program: four times four letters. */
const APP_PASSWORD = /^(?:[a-z]{16}|[a-z]{4}(?: [a-z]{4}){3})$/;

/**
 * Whether a value under the name of a password is one.
 *
 * @param isService - whether the name says that a service asks for it, so that it may be a plain word
 */
export function looksLikePassword(value: string, isService: boolean): boolean {
  if (APP_PASSWORD.test(value)) return !OF_PASSWORDS.test(value);
  if (value.length < LEAST_LENGTH || value.length > MOST_LENGTH || !/^[!-~]+$/.test(value)) return false;
  if (isPlaceholder(value) || TRIVIAL.test(value) || isOneCharacter(value)) return false;
  if (MARKED.test(value) && !/[A-Z]/.test(value)) return false;
  const [hasLetter, hasDigit, hasMark] = [/[A-Za-z]/, /\d/, /[^A-Za-z0-9_.\-:/]/].map((kind) =>
    kind.test(value),
  );
  if (OF_PASSWORDS.test(value)) return hasDigit === true && hasMark === true;
  if (hasDigit) return hasLetter === true || hasMark === true || !ORDERED.test(value);
  if (WORDS_ONLY.test(value)) return isService;
  return hasMark === true && hasLetter === true && !/[[\](){}<>,;'"]/.test(value);
}

const ORDERED = /^(?:0?123(?:4(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)?|(\d)\1+|654321|0{2,}|123123|112233)$/;

/** The value of a setting that can be nothing but a password, so that few characters are enough. */
export const looksLikeSetPassword = (value: string): boolean =>
  /^[a-z]{4,5}$|^[!-~]*\d[!-~]*$/i.test(value) &&
  value.length >= LEAST_OF_SETTING &&
  !TRIVIAL.test(value) &&
  !ORDERED.test(value) &&
  !isOneCharacter(value) &&
  !isPlaceholder(value);

const LEAST_OF_SETTING = 4;

/** A key of letters and digits that is too short to be told from words by its entropy. */
export const looksLikeShortKey = (value: string): boolean =>
  isMixedKey(value) ||
  isCapitalKey(value) ||
  (/^[a-z0-9]{12,15}$/.test(value) && /(?:[a-z]+\d+){2}/.test(value) && CONSONANTS.test(value));

/** `X7QW2ZK9BTRM`: the digits among the letters, not only behind them. */
const isCapitalKey = (value: string): boolean =>
  /^[A-Z0-9]{12,15}$/.test(value) && /[A-Z]\d+[A-Z]/.test(value) && /\d.*\d/.test(value) && isVaried(value);

const isVaried = (value: string): boolean => new Set(value).size >= 8 && !/[A-Z]{8}|\d{6}/.test(value);

/** Several words, as people choose them for a password where spaces are allowed. */
export const looksLikePassphrase = (value: string): boolean =>
  /^[a-z]{1,12}(?: [a-z]{1,12}){3,8}$/i.test(value) && !OF_PASSWORDS.test(value) && !isPlaceholder(value);

const CONSONANTS = /[bcdfghjklmnpqrstvwxz]{4}/;

const isMixedKey = (value: string): boolean =>
  /^[A-Za-z0-9_-]{10,15}$/.test(value) &&
  (value.match(/[A-Z](?=[a-z0-9])|[a-z](?=[A-Z0-9])|\d(?=[A-Za-z])/g)?.length ?? 0) >= value.length / 2 &&
  /[A-Z]/.test(value) &&
  /[a-z]/.test(value) &&
  /\d.*\d/.test(value) &&
  !isPlaceholder(value);

/** A sentence or a word that a person made up to sign with. */
export const looksLikeSigningKey = (value: string): boolean =>
  /^[ -~]{8,128}$/.test(value) &&
  /[A-Za-z]{3}/.test(value) &&
  !isPlaceholder(value) &&
  !/^[./$%{]/.test(value) &&
  value
    .toLowerCase()
    .replace(FILLERS, '')
    .replace(/[^a-z]/g, '').length >= LEAST_OWN_LETTERS;

/** Of what people write where a key is to be put later. */
const FILLERS =
  /secret|key|pass(?:word)?|token|super|very|flask|django|session|default|test(?:ing)?|change|production|prod|development|develop|dev|local|random|string|some|long|fallback|jwt|this|that|the|for|app|my|is|in|not|safe|secure|here|please|use|only|with|really|hard|guess|admin|root|user|none|null|demo|foo|bar|temp/g;
const LEAST_OWN_LETTERS = 5;

const isOneCharacter = (value: string): boolean => new Set(value).size <= 2;
