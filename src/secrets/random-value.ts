/** Also the keys of reCAPTCHA that its manual gives for tests. */
const PLACEHOLDER =
  /example|change.?me|placeholder|dummy|your|xxxx|\*\*\*|\.\.\.|1234567890|abcdefghij|insert|<[^<>]*>|replace|todo\b|fixme|lorem|hard.to.guess|6LeIxAcTAAAAA|a1b2c3|e5f6g7|bla+bla/i;
/** Templates and search patterns. */
const TEMPLATE =
  /\{\w*\}|\$\{|%\(|%[sdr]|\{\{|:\/\/|^\/|^\.{1,2}\/|\\[dws]|^@|\(\?|\[[^[\]]{0,40}\w-\w[^[\]]{0,40}\]/;
/** `django.contrib.auth.Hasher`, `package.module:name`; a token in three parts is longer. */
const DOTTED_NAME = /^[a-z_][a-z0-9_]{0,30}(?:[.:][A-Za-z_]\w{0,60})+$/;
/** Bits per character. One in a hundred random values of 16 letters and digits has less than 3.3. */
const LEAST_ENTROPY = 3.3;
/** One in a hundred of 40 random hexadecimal digits has less than 3.4. */
const LEAST_ENTROPY_OF_HEX = 3.1;
const LEAST_ENTROPY_OF_SHORT_HEX = 2.6;
const HEX = /^[0-9a-f-]{32,}$/i;
const SHORT_HEX = /^[0-9a-f]{16,31}$/;
const [LEAST_LENGTH, MOST_LENGTH] = [16, 512];

/** What `django-admin startproject` makes: fifty characters, and a mark of newer versions before them. */
const DJANGO_KEY = /^(?:django-insecure-)?[a-z0-9!@#$%^&*(\-_=+)]{50}$/;
const isDjangoKey = (value: string): boolean =>
  DJANGO_KEY.test(value) &&
  entropy(value) >= LEAST_ENTROPY &&
  (value.match(/[!@#$%^&*(=+)]/g)?.length ?? 0) >= 3;

export const isPlaceholder = (value: string): boolean => PLACEHOLDER.test(value) || TEMPLATE.test(value);

/** Letters and digits with no order in them, and no placeholder. */
export function looksRandom(value: string): boolean {
  if (isDjangoKey(value)) return true; // its signs can look like a template
  return (
    isOneWord(value) &&
    !isPlaceholder(value) &&
    !DOTTED_NAME.test(value) &&
    !isWords(value) &&
    entropy(value) >= leastEntropy(value)
  );
}

const leastEntropy = (value: string): number => {
  if (SHORT_HEX.test(value)) return LEAST_ENTROPY_OF_SHORT_HEX;
  return HEX.test(value) ? LEAST_ENTROPY_OF_HEX : LEAST_ENTROPY;
};

/** Only visible ASCII. Without a digit it must change often between lower and upper case. */
const isOneWord = (value: string): boolean =>
  value.length >= LEAST_LENGTH &&
  value.length <= MOST_LENGTH &&
  /^[!-~]+$/.test(value) &&
  /[A-Za-z]/.test(value) &&
  (/\d/.test(value) || changesOfCase(value) >= value.length / 5 || /[^A-Za-z.,:;/_-]{3}/.test(value));

/** How often a capital letter comes after two small ones or the other way, but at the start of a word. */
const changesOfCase = (value: string): number =>
  value.match(/[A-Z][a-z](?=[A-Z])|[a-z][A-Z](?=[a-z])/g)?.length ?? 0;

/** `oauth2.token-endpoint.v1`: words, and numbers that stand alone or end a word. */
export const isWords = (value: string): boolean =>
  (value.match(/[A-Z][a-z](?=[A-Z])/g)?.length ?? 0) < MOST_SHORT_WORDS &&
  value.split(/[._\-/\\=:,+@()[\]]/).every(isWord);

/** `IsAToken` has one word of two letters; random letters have many. */
const MOST_SHORT_WORDS = 2;

const isWord = (part: string): boolean =>
  /^[A-Za-z]*\d{0,4}$/.test(part) &&
  part
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(' ')
    .every(isPronounced);

/** No more than four consonants in a row, which hardly any word has and most random letters do. */
const isPronounced = (word: string): boolean =>
  !/[bcdfghjklmnpqrstvwxz]{5}/i.test(word) || /^[A-Z]{1,5}\d*$/.test(word);

/** Shannon entropy, in bits per character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / value.length) * Math.log2(count / value.length),
    0,
  );
}
