import type { PseudoSource } from '../core/pyc/pseudo-source.ts';
import { mask } from './mask.ts';

/**
 * A function that puts the masked form in the place of every secret, wherever it stands in a text:
 * one value is often in several strings, and only in some of them under a telling name.
 */
export function redactor(
  { text }: PseudoSource,
  secrets: readonly { readonly start: number; readonly end: number }[],
): (text: string) => string {
  const values = [...new Set(secrets.map(({ start, end }) => text.slice(start, end)))];
  // The longest first: one may be a part of another.
  const ordered = values
    .sort((a, b) => b.length - a.length)
    .map((value) => ({ value, mark: `${mask(value).masked}` }));
  return (other) => ordered.reduce((result, { value, mark }) => result.replaceAll(value, () => mark), other);
}
