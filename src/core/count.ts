import { grouped } from './grouped.ts';

/** A number with what it counts: `1 path`, `1,000 paths`, `2 entries`. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${grouped(n)} ${n === 1 ? one : many}`;
