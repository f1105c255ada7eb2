import type { BytePath } from './byte-path.ts';

/** A line of an attributes file, as it is shown. */
export interface AttributesLine {
  /** Relative to the top of the work tree where it lies inside, else absolute. */
  readonly file: BytePath;
  /** From 1. */
  readonly line: number;
  readonly pattern: string;
}

/** A cache file or stray that the attribute `-pyc-guard` allows; `line` is absent if it is not known. */
export interface Allowance extends Partial<AttributesLine> {
  readonly path: BytePath;
}

/** What is said of a line. A finding shows the line before it, unless it is not known: `attr.tree` can name it. */
export const aboutLine = ({ file }: { readonly file?: BytePath | undefined }, message: string): string =>
  file === undefined ? `a line that was not found (perhaps of attr.tree) ${message}` : message;
