import { grouped } from '../model/count.ts';

/** At most this many lines of one list are shown, the gravest first, unless `-v` asks for all. */
export const LISTED = 20;

/** What the last line says of a list that is not shown whole. @param what - what is left, such as `allowed` */
export const more = (left: number, what = ''): string =>
  `${grouped(left)} more${what === '' ? '' : ` ${what}`} (-v lists them)`;
