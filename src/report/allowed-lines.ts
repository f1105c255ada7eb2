import type { Allowance } from '../model/allowance.ts';
import { safeText } from '../model/safe-text.ts';
import { name } from './finding-line.ts';
import { more } from './listed.ts';
import type { Paint } from './paint.ts';

/** A line for each allowed path: what it is, and what allows it where. */
export function allowedLines(allowed: readonly Allowance[], most: number, style: Paint): string[] {
  const left = allowed.length - most;
  return [
    ...allowed
      .slice(0, most)
      .map((each) => `${style.dim('allowed')} ${name(each.path)} ${style.dim(by(each))}`),
    ...(left > 0 ? [style.dim(`and ${more(left, 'allowed')}`)] : []),
  ];
}

const by = ({ file, line, pattern = '' }: Allowance): string =>
  file === undefined ? '(by a line that was not found)' : `(${name(file)}:${line} ${safeText(pattern)})`;
