import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { bytecodeFindings } from '../../src/bytecode/findings/all-findings.ts';
import { parsePyc } from '../../src/bytecode/read/parse-pyc.ts';
import { pseudoSource } from '../../src/bytecode/source/pseudo-source.ts';
import { workFor } from '../../src/bytecode/source/work-budget.ts';
import type { BytePath } from '../../src/model/byte-path.ts';
import { random } from '../helpers/fake-secrets.ts';
import { pycNames, readCase } from '../helpers/pyc-fixtures.ts';

const SEEDS = ['rich', 'rich3', 'modes', 'planted'].flatMap((folder) =>
  pycNames(folder).map((name) => readCase(`${folder}/${name}.pyc`)),
);
const source = readCase('rich.py');
const path = 'm.pyc' as BytePath;
/** In all, over the tests below. */
const MUTANTS = 50_000;
/** So that no test takes long on a slow machine. */
const ROUNDS = [1, 2, 3, 4];

const HOSTILE_LENGTHS = [0x7fffffff, -1, -0x80000000, 0, 1, 255, 65536, 0x00ffffff];

type Mutation = (bytes: Buffer, below: (limit: number) => number) => Buffer;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'cut short': (bytes, below) => bytes.subarray(0, below(bytes.length)),
  'with flipped bits': (bytes, below) => {
    for (let count = 1 + below(8); count > 0; count -= 1) {
      const at = below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
    }
    return bytes;
  },
  'with other bytes': (bytes, below) => {
    for (let count = 1 + below(16); count > 0; count -= 1) bytes[below(bytes.length)] = below(256);
    return bytes;
  },
  'with hostile lengths': (bytes, below) => {
    bytes.writeInt32LE(HOSTILE_LENGTHS[below(HOSTILE_LENGTHS.length)] ?? 0, below(bytes.length - 4));
    return bytes;
  },
  'spliced with another': (bytes, below) => {
    const other = SEEDS[below(SEEDS.length)] ?? bytes;
    return Buffer.concat([bytes.subarray(0, below(bytes.length)), other.subarray(below(other.length))]);
  },
  'with references for objects': (bytes, below) => {
    for (let count = 1 + below(4); count > 0; count -= 1) {
      const at = 16 + below(Math.max(1, bytes.length - 21));
      bytes[at] = 'rR'.charCodeAt(below(2));
      bytes.writeInt32LE(below(300), Math.min(at + 1, bytes.length - 4));
    }
    return bytes;
  },
};

describe.each(Object.entries(MUTATIONS))('bytecode %s', (kind, mutate) => {
  test.each(ROUNDS)('is read without an error, within bounds that its size sets (round %i)', (round) => {
    const next = random(100 * kind.length + round);
    const below = (limit: number): number => Math.floor(next() * limit);
    const states = new Set<string>();
    for (
      let left = Math.ceil(MUTANTS / (Object.keys(MUTATIONS).length * ROUNDS.length));
      left > 0;
      left -= 1
    ) {
      const mutant = mutate(Buffer.from(SEEDS[below(SEEDS.length)] ?? ''), below);
      const bytecode = parsePyc(mutant);
      const pseudo = pseudoSource(bytecode);
      states.add(bytecode.status);
      bytecodeFindings({ path, bytecode, source, exists: () => false });
      // No more than an object a byte for each layout of the header, and the bound on work after that.
      if (bytecode.objects > 3 * mutant.length) throw new Error(`${bytecode.objects} objects`);
      if (pseudo.text.length > 4 * mutant.length + 2 * workFor(mutant).left) throw new Error('too much text');
    }
    expect(states.has('partial')).toBe(true);
  });
});
