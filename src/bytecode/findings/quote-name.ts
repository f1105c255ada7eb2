import { safeText } from '../../model/safe-text.ts';

const LONGEST = 200;

/** Text from a file nobody has checked, in quotes, safe to print and short. */
export const quote = (text: string): string =>
  `"${safeText(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)}"`;
