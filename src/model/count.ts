/** A number with what it counts: `1 path`, `1,000 paths`, `2 entries`. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${grouped(n)} ${n === 1 ? one : many}`;

/** A whole number with commas at the thousands. `Intl` is not used because loading it takes as long as starting git. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
