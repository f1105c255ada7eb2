import { expect, test } from '@jest/globals';
import { parsePyc } from '../../../src/bytecode/read/parse-pyc.ts';
import { pseudoSource } from '../../../src/bytecode/source/pseudo-source.ts';
import { detectSecrets } from '../../../src/secrets/detect-secrets.ts';
import { plant, readPlants } from '../../helpers/planted.ts';
import { pycNames, pythonOf, readCase } from '../../helpers/pyc-fixtures.ts';

const cases = readPlants('spoken');

test.each(pycNames('spoken'))(
  '%s: what is given to a call, compared or written into a text is found, and nothing else',
  async (name) => {
    const pseudo = pseudoSource(parsePyc(plant(readCase(`spoken/${name}.pyc`), cases)));
    const secrets = await detectSecrets(pseudo);
    const found = secrets.map(({ start, end }) => pseudo.text.slice(start, end));
    const isThere = (number: number): boolean =>
      cases.plants[number]?.python === undefined || pythonOf(name) !== '2.7';
    const missed = cases.values.flatMap((value, number) =>
      found.some((text) => text.includes(value)) || !isThere(number) ? [] : [cases.plants[number]?.where],
    );
    expect(missed).toEqual([]);
    expect(found.filter((text) => !cases.values.some((value) => text.includes(value)))).toEqual([]);
    const asProse = secrets.filter(({ isProse }) => isProse).map(({ name }) => name);
    expect(asProse).toEqual([]);
  },
);

test('a finding names the function and what the argument is to it', async () => {
  const pseudo = pseudoSource(parsePyc(plant(readCase('spoken/cpython-311.pyc'), cases)));
  const names = (await detectSecrets(pseudo)).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['login(password)', 'connect(password)', 'DB_PASSWORD']));
});
