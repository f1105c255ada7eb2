import type { PseudoSource } from '../bytecode/source/writer.ts';
import type { Hit, Mentions } from './hit.ts';

/** An app password of Google: sixteen letters, in groups of four as it shows them, or together. */
const FORM = /^(?:[a-z]{16}|[a-z]{4}(?: [a-z]{4}){3})$/;
const [SHORTEST, LONGEST] = [16, 19];
/** What a file that sends mail has somewhere in it. */
export const SENDS_MAIL = /smtp|@gmail\.com/i;

/**
 * App passwords in files that send mail. They are mostly positional arguments of `login()`, so that no name says
 * what they are.
 */
export function appPasswords({ text, entries }: PseudoSource, mentions: Mentions): Hit[] {
  const hits = entries.flatMap(({ start, end }) => {
    if (end - start < SHORTEST || end - start > LONGEST) return [];
    const value = text.slice(start, end);
    if (!FORM.test(value) || isPronounced(value)) return [];
    return [{ rule: 'app-password', certainty: 'possible' as const, start, end }];
  });
  return hits.length > 0 && mentions(SENDS_MAIL, true) ? hits : [];
}

/** Whether it could be words: a vowel in each group of four letters, and never four consonants in a row. */
const isPronounced = (value: string): boolean =>
  !/[bcdfghjklmnpqrstvwxz]{4}/.test(value.replaceAll(' ', '')) ||
  value.split(' ').every((word) => /[aeiouy]/.test(word) && value.includes(' '));
