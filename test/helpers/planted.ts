import { Buffer } from 'node:buffer';
import { fakeSecret, type SecretKind } from './fake-secrets.ts';
import { readCase } from './pyc-fixtures.ts';

export interface Plant {
  readonly kind: SecretKind;
  readonly where: string;
  readonly python?: string;
  readonly lost?: readonly string[];
}

const { plants, lengths } = JSON.parse(readCase('planted.json').toString()) as {
  plants: readonly Plant[];
  lengths: Record<SecretKind, number>;
};

/** Where secrets are planted in the fixtures, and how long each kind is. */
export const PLANTS = plants;
export const LENGTHS = lengths;

/** The values, in the order of `PLANTS`. */
export const PLANTED = plants.map(({ kind }, number) => fakeSecret(kind, number));

const placeholder = (number: number): string =>
  `planted${String(number).padStart(2, '0')}`.padEnd(lengths[plants[number]?.kind ?? 'hex'], 'x');

/** Replaces the placeholders of a fixture (`planted/…`) by the values, which have the same lengths. */
export function plant(file: Buffer): Buffer {
  const bytes = Buffer.from(file);
  PLANTED.forEach((value, number) => {
    for (let at = bytes.indexOf(placeholder(number)); at >= 0; at = bytes.indexOf(placeholder(number), at))
      bytes.write(value, at, 'latin1');
  });
  return bytes;
}
