import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { parsePyc } from '../../../src/bytecode/read/parse-pyc.ts';
import { pseudoSource } from '../../../src/bytecode/source/pseudo-source.ts';
import { withNames } from '../../../src/bytecode/source/with-names.ts';
import type { PseudoSource } from '../../../src/bytecode/source/writer.ts';
import { detectSecrets } from '../../../src/secrets/detect-secrets.ts';
import { mentionsOf, searchedSource } from '../../../src/secrets/searched-source.ts';
import { namedSuspects } from '../../../src/secrets/suspects.ts';
import { fakeSecret } from '../../helpers/fake-secrets.ts';
import { code, dict, int32, pyc313, text, tuple, unicode } from '../../helpers/marshal-writer.ts';
import { plant, readPlants } from '../../helpers/planted.ts';
import { pycNames, readCase } from '../../helpers/pyc-fixtures.ts';

const FILES = [
  ...pycNames('planted').map((name) => [`planted/${name}`, plant(readCase(`planted/${name}.pyc`))] as const),
  ...pycNames('spoken').map(
    (name) => [`spoken/${name}`, plant(readCase(`spoken/${name}.pyc`), readPlants('spoken'))] as const,
  ),
];

/** All that is told of the secrets of a source, with the values themselves. */
async function found(source: PseudoSource, mentions?: (pattern: RegExp) => boolean) {
  const secrets = await detectSecrets(source, () => {}, mentions);
  const values = secrets.map(({ start, end }) => source.text.slice(start, end));
  return { secrets: secrets.map(({ start, end, ...rest }) => rest), values, suspects: namedSuspects(source) };
}

describe.each(FILES)('%s', (_, bytes) => {
  const bytecode = parsePyc(bytes);
  const searched = searchedSource(bytecode);
  const whole = withNames(pseudoSource(bytecode), bytecode);

  test('the part that is searched has the secrets and suspects of the whole, told alike', async () => {
    expect(await found(searched, mentionsOf(bytecode))).toEqual(await found(whole));
  });

  test('it leaves something out', () => {
    expect(searched.text.length).toBeLessThan(whole.text.length);
  });
});

/** `LOAD_CONST` and `STORE_NAME` of 3.13. */
const [LOAD, STORE] = [83, 114];

/** A module that gives each name the value after it. */
function module(...assigned: readonly (readonly [name: string, value: Buffer])[]): Buffer {
  const body = Buffer.from(assigned.flatMap((_, at) => [LOAD, at, STORE, at]));
  return pyc313(
    code({
      body: Buffer.concat([Buffer.from('s'), int32(body.length), body]),
      consts: tuple(...assigned.map(([, value]) => value)),
      names: tuple(...assigned.map(([name]) => unicode(name))),
    }),
  );
}

/** Made at run time, so that no scanner takes it for one. */
const privateKey = (line: string): string =>
  `-----BEGIN ${'PRIVATE'} KEY-----\n${`${line}\n`.repeat(12)}-----END ${'PRIVATE'} KEY-----`;

const PASSWORD = fakeSecret('typed', 2);
const KEY = fakeSecret('random', 2);

test.each([
  [
    'settings in a text, of which only another name says that they are some',
    module(['token', text('abc')], ['S', text(`{"senha": "${PASSWORD}"}`)]),
  ],
  ['a dictionary among the constants', module(['S', dict(text('password'), text(PASSWORD))])],
  ['a name of many letters that take several bytes', module([`${'密'.repeat(20)}_token`, text(KEY)])],
  ['the shortest value that can be a password', module(['DB_PASS', text('k9!x')])],
  ['the shortest text with a password', module(['server', text('pwd=ab9')])],
  ['a control character in a login', module(['u', text(`https://bob:Xk9\x1b${PASSWORD}@db.acme.io/x`)])],
  ['a key of letters beside an address', module(['u', text('bob@acme.io glpat' + '-AbcDefGhiJklMnoPqrSt')])],
  [
    'a key of letters behind a long word',
    module(['u', text(`${'a/b1'.repeat(8)} glpat${'-AbcDefGhiJklMnoPqrSt'}`)]),
  ],
  ['a key far behind the word for it', module(['u', text(`Authorization: Bearer${' '.repeat(70)}${KEY}`)])],
  [
    'an indented statement',
    module(['u', text(`CREATE USER bob IDENTIFIED BY\n${' '.repeat(28)}'${PASSWORD}'`)]),
  ],
  [
    'an app password, of which another text says that it is for mail',
    module(['h', text('smtp.acme.io')], ['p', text('qwrtpsdfghjklmna')]),
  ],
  ['an app password beside an imported module for mail', module(['smtplib', text('qwrt psdf ghjk lmna')])],
  ...['api_key', 'API-Key', 'apikey', 'App_ID', 'appid', 'AUTH', 'Client_Secret', 'toKen', 'password'].map(
    (name) => [`a key as ${name} in an address`, module(['u', text(`see /x?${name}=${KEY}`)])] as const,
  ),
  ...['Bearer ', 'Basic\t', 'Token ', 'Bot  ', 'OAuth\t\t', 'key='].map(
    (word) => [`a key behind ${JSON.stringify(word)}`, module(['u', text(`say ${word}${KEY}`)])] as const,
  ),
  ...['IDENTIFIED BY', 'identified\n by', 'PASSWORD', 'PASSWORD\t'].map(
    (words) =>
      [
        `a password in a statement with ${JSON.stringify(words)}`,
        module(['u', text(`ALTER USER bob ${words} '${PASSWORD}'`)]),
      ] as const,
  ),
  ['a private key in short lines', module(['u', unicode(privateKey('MIIEpAIBAAKCAQEA7v'))])],
])('%s has the same secrets in the part that is searched', async (_, bytes) => {
  const bytecode = parsePyc(bytes);
  expect(bytecode.status).toBe('full');
  const whole = await found(withNames(pseudoSource(bytecode), bytecode));
  expect(whole.values.length).toBeGreaterThan(0);
  expect(await found(searchedSource(bytecode), mentionsOf(bytecode))).toEqual(whole);
});

test('nothing of a file without secrets is searched', () => {
  const bytecode = parsePyc(
    module(['greeting', text('hello')], ['__doc__', text('A module that says hello.')]),
  );
  expect(searchedSource(bytecode)).toEqual({ text: '', entries: [] });
});
