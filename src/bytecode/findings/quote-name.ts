import { safeText } from '../../model/safe-text.ts';

const LONGEST = 200;

/** Text from an untrusted file: shortened, made safe to print, and in quotes. */
export const quote = (text: string): string =>
  `"${safeText(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)}"`;
