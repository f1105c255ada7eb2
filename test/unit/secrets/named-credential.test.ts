import { expect, test } from '@jest/globals';
import type { PseudoSource } from '../../../src/bytecode/source/writer.ts';
import { namedCredentials } from '../../../src/secrets/named-credential.ts';
import { fakeSecret } from '../../helpers/fake-secrets.ts';

const assigned = (name: string | undefined, value: string): PseudoSource => ({
  text: value,
  entries: [{ start: 0, end: value.length, name, qualname: '<module>', line: 1, offset: 0 }],
});

const VALUE = fakeSecret('random', 1);

test.each([
  'password',
  'DB_PASSWORD',
  'secret',
  'SECRET_KEY',
  'apiKey',
  'api-key',
  'aws_access_key',
  'authToken',
  'GITHUB_PAT',
  'credentials',
  'private_key_2',
])('a random value named %s is a possible credential', (name) => {
  expect(namedCredentials(assigned(name, VALUE))).toEqual([
    { rule: 'named-credential', certainty: 'possible', start: 0, end: VALUE.length },
  ]);
});

test.each([
  undefined,
  'keyboard',
  'tokenize',
  'path',
  'compat',
  'password_field',
  'token_url',
  'secretary',
  'monkey',
  `password${'x'.repeat(300)}`,
])('the same value named %s is none', (name) => {
  expect(namedCredentials(assigned(name, VALUE))).toEqual([]);
});

test.each([
  ['short', 'a1b2c3d4'],
  ['without digits', 'correcthorsebatterystaple'],
  ['without letters', '12345678901234567890'],
  ['words', 'oauth2.token-endpoint.v1'],
  ['a sentence', 'the password of user 2 is wrong'],
  ['an address', 'https://accounts.example.com/o/oauth2/token'],
  ['a placeholder', 'your-api-key-goes-here-1234'],
  ['one letter over and over', 'a1a1a1a1a1a1a1a1a1a1'],
])('a value that is %s is no credential, whatever its name', (_, value) => {
  expect(namedCredentials(assigned('password', value))).toEqual([]);
});
