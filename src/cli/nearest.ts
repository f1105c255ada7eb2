import { distance } from 'fastest-levenshtein';

/** The word that was probably meant; `undefined` where none is near. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((word) => ({ word, away: distance(typed.toLowerCase(), word) }))
    .sort((a, b) => a.away - b.away);
  const [best] = ranked;
  if (best === undefined) return undefined;
  // two swapped letters are two edits
  const near = best.away <= Math.max(typed.length > 2 ? 2 : 1, Math.floor(best.word.length / 3));
  return near ? best.word : words.find((word) => typed.length > 2 && word.startsWith(typed));
}

/** `did you mean "…"?` in parentheses, with a blank before it; empty where nothing is near. */
export const suggestion = (typed: string, words: readonly string[], prefix = ''): string => {
  const word = nearest(typed, words);
  return word === undefined ? '' : ` (did you mean "${prefix}${word}"?)`;
};
