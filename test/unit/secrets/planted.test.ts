import { describe, expect, test } from '@jest/globals';
import { parsePyc } from '../../../src/bytecode/read/parse-pyc.ts';
import { pseudoSource } from '../../../src/bytecode/source/pseudo-source.ts';
import { detectSecrets, type Secret } from '../../../src/secrets/detect-secrets.ts';
import { secretlintHits } from '../../../src/secrets/secretlint.ts';
import {
  LENGTHS as lengths,
  type Plant,
  plant,
  PLANTS as plants,
  PLANTED as values,
} from '../../helpers/planted.ts';
import { pycNames, pythonOf, readCase } from '../../helpers/pyc-fixtures.ts';

/** Which planted values lie inside what was found. */
const numbersIn = (found: readonly { start: number; end: number }[], text: string): Set<number> =>
  new Set(
    found.flatMap(({ start, end }) =>
      values.flatMap((value, number) =>
        text.slice(start, end).includes(value) || value.includes(text.slice(start, end)) ? [number] : [],
      ),
    ),
  );

test('every value has the length of its placeholder', () => {
  expect(values.map((value) => value.length)).toEqual(plants.map(({ kind }) => lengths[kind]));
});

describe.each(pycNames('planted').map((name) => ({ name })))('$name', ({ name }) => {
  const python = pythonOf(name);
  const pseudo = pseudoSource(parsePyc(plant(readCase(`planted/${name}.pyc`))));
  const isLost = ({ lost = [], python: only }: Plant): boolean =>
    lost.includes('always') ||
    lost.includes(python) ||
    (name.endsWith('.opt-2') && lost.includes('-OO')) ||
    (python === '2.7' && only === '3');
  const held = plants.flatMap((plant, number) => (isLost(plant) ? [] : [number]));

  test('every planted value that the bytecode holds is found, and nothing else', async () => {
    const secrets = await detectSecrets(pseudo);
    const found = numbersIn(secrets, pseudo.text);
    expect(held.filter((number) => !found.has(number)).map((number) => plants[number]?.where)).toEqual([]);
    expect([...found].sort((a, b) => a - b)).toEqual(held);
  });

  test('what secretlint finds in the source it finds in the bytecode, but for what is not there', async () => {
    const source = plants.map(({ where }, number) => where.replaceAll('@', values[number] ?? '')).join('\n');
    const inSource = numbersIn(secretlintHits(source), source);
    const inBytecode = numbersIn(secretlintHits(pseudo.text), pseudo.text);
    expect(inSource.size).toBeGreaterThan(15);
    expect([...inSource].filter((number) => held.includes(number) && !inBytecode.has(number))).toEqual([]);
  });

  test('no field of a finding holds a value or more than its first four characters', async () => {
    const printed = JSON.stringify(await detectSecrets(pseudo));
    for (const value of values) {
      expect(printed).not.toContain(value);
      expect(printed).not.toContain(value.slice(0, 9));
      expect(printed).not.toContain(value.slice(-9));
    }
  });

  test('a finding says where the value is', async () => {
    const secrets = await detectSecrets(pseudo);
    const at = (number: number): Secret | undefined =>
      secrets.find(({ start, end }) => pseudo.text.slice(start, end).includes(values[number] ?? ''));
    const instance = plants.findIndex(({ where }) => where.includes('class Instance'));
    expect(at(instance)).toMatchObject({
      name: 'api_secret',
      qualname: 'Instance.__init__',
      rule: 'named-credential',
    });
    expect(at(0)).toMatchObject({
      name: 'PLAIN',
      qualname: '<module>',
      line: 1,
      rule: 'github',
      masked: 'ghp_…',
    });
  });
});
