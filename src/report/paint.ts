/** The few styles the output uses; each does nothing where colour is off. */
export type Paint = Readonly<Record<keyof typeof CODES, (text: string) => string>>;

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] } as const;

export function paint(color: boolean): Paint {
  const style =
    ([on, off]: readonly [number, number]) =>
    (text: string) =>
      color ? `\x1b[${on}m${text}\x1b[${off}m` : text;
  const { bold, dim, red, green, yellow } = CODES;
  return {
    bold: style(bold),
    dim: style(dim),
    red: style(red),
    green: style(green),
    yellow: style(yellow),
  };
}
