import { Buffer } from 'node:buffer';
import { fakeSecret, type SecretKind } from './fake-secrets.ts';
import { readCase } from './pyc-fixtures.ts';

export interface Plant {
  readonly kind: SecretKind;
  readonly where: string;
  readonly python?: string;
  readonly lost?: readonly string[];
}

/** Where secrets are planted in the fixtures, how long each kind is, and the values in the order of `plants`. */
export interface Planted {
  readonly plants: readonly Plant[];
  readonly lengths: Record<SecretKind, number>;
  readonly values: readonly string[];
}

export function readPlants(name: 'planted' | 'spoken'): Planted {
  const { plants, lengths } = JSON.parse(readCase(`${name}.json`).toString()) as Omit<Planted, 'values'>;
  return { plants, lengths, values: plants.map(({ kind }, number) => fakeSecret(kind, number)) };
}

const PLANTED_CASES = readPlants('planted');
export const { plants: PLANTS, lengths: LENGTHS, values: PLANTED } = PLANTED_CASES;

/** Replaces the placeholders of a fixture by the values, which have the same lengths. */
export function plant(file: Buffer, { plants, lengths, values }: Planted = PLANTED_CASES): Buffer {
  const bytes = Buffer.from(file);
  values.forEach((value, number) => {
    const placeholder = `planted${String(number).padStart(2, '0')}`.padEnd(
      lengths[plants[number]?.kind ?? 'hex'],
      'x',
    );
    for (let at = bytes.indexOf(placeholder); at >= 0; at = bytes.indexOf(placeholder, at))
      bytes.write(value, at, 'latin1');
  });
  return bytes;
}
