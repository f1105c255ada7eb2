import type { LotResult, Order } from './lot.ts';

/** An order as it is sent to another process: one string costs less than many. */
export type PackedOrder = Omit<Order, 'names'> & { readonly names: string };

/** NUL is the one byte that no name has, and no name is empty. */
export const packOrder = ({ folder, id, names, parent }: Order): PackedOrder => ({
  folder,
  id,
  names: names.join('\0'),
  parent,
});

export const unpackOrder = ({ names, ...order }: PackedOrder): Order => ({
  ...order,
  names: names === '' ? [] : names.split('\0'),
});

/** Results with all that is empty left out; most have nothing but counts. */
export type PackedResult = Pick<LotResult, 'files' | 'folders' | 'bytes'> & Partial<LotResult>;

export const packResults = (results: readonly LotResult[]): PackedResult[] =>
  results.map(({ vanished, failures, ...counts }) => ({
    ...counts,
    ...(vanished.length > 0 && { vanished }),
    ...(failures.length > 0 && { failures }),
  }));

export const unpackResults = (results: readonly PackedResult[]): LotResult[] =>
  results.map((result) => ({ vanished: [], failures: [], ...result }));
