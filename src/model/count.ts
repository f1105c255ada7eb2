/** A number with what it counts: `1 path`, `1,000 paths`, `2 entries`. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${grouped(n)} ${n === 1 ? one : many}`;

/** A whole number with a comma at each thousand; Intl would take as long as starting git does. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
