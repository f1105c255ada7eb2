import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import type { PseudoSource } from '../../../src/bytecode/source/writer.ts';
import { namedCredentials } from '../../../src/secrets/named-credential.ts';
import { fakeSecret, random } from '../../helpers/fake-secrets.ts';

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
  'base_64_client_id_secret_encoded',
  'TOKEN_DISTRIBUTION',
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
  ['short', 'a1b2c'],
  ['what everybody tries', 'admin123'],
  ['the name of a field', 'new_password1'],
  ['a template', '{password}12'],
  ['a path in a program', 'django.contrib.auth.hashers.PBKDF2PasswordHasher'],
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

const djangoKey = (seed: number): string => {
  const next = random(seed);
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)';
  return Array.from({ length: 50 }, () => letters[Math.floor(next() * letters.length)]).join('');
};

test('every key that Django makes is found, whatever marks it holds', () => {
  const keys = Array.from({ length: 500 }, (_, seed) => djangoKey(seed));
  const isFound = (value: string): boolean => namedCredentials(assigned('SECRET_KEY', value)).length === 1;
  expect(keys.filter((key) => !isFound(key))).toEqual([]);
  expect(keys.filter((key) => !isFound(`django-insecure-${key}`))).toEqual([]);
});

test.each([
  ['discord_key', fakeSecret('random', 2)],
  ['captcha_key', fakeSecret('hex', 3)],
  ['FERNET_KEY', `${fakeSecret('random', 4)}${fakeSecret('random', 5).slice(0, 19)}=`],
  ['EMAIL_HOST_PASSWORD', 'qzkvtrwpbnmxlhgd'],
  ['mail_password', 'qzkv trwp bnmx lhgd'],
  ['PASSWORD', 'Sommer#Wind7'],
  ['DB_PASS', 'ostereier'],
  ['senha', 'gato&cao99'],
  ['SECRET_KEY', Buffer.from([1, 200, 65, 66, 130, 7, 250, 251, 67, 9, 180, 190, 68, 5]).toString('latin1')],
  ['JWT_SECRET', 'kuckuck2021'],
  ['password', '84736251'],
  ['login(password)', 'ostereier'],
  ['db_pass', 'ostereier'],
  ['SECRET_KEY', 'ostereier'],
  ['secret_key', 'A0Zr98j/3yX R~XHH!jmN]LWX/,?RT'],
  ['api_key', 'Xa4kQ9ZrT2bW'],
  ['token', `${'Wits'}ITvNsUHbDwxRVbQ0`],
  ['api_key', fakeSecret('hex', 9).slice(0, 16)],
  ['WEATHER_API', fakeSecret('hex', 6)],
  ['appid', fakeSecret('hex', 7).slice(0, 32)],
  ['ADMIN_PASSWORD', '2710'],
  ['TENOR_API_KEY', ['X7QW2', 'ZK9BTRM'].join('')],
  ['EXPA_PASSW', 'ich lese und langweile mich nie'],
  ['zzapihash', fakeSecret('hex', 11).slice(0, 32)],
  ['DB_PASS', 'muuh'],
  ['RONGCLOUD_APP_KEY', 'pvxdm17jxqi5r'],
  ['SECRET_KEY', 'zitronenpass'],
  ['SECRET_KEY', 'Zwei Hasen reden ueber Dich'],
  ['api_hash', fakeSecret('hex', 8).slice(0, 32)],
  ['ckey', VALUE],
  ['sessionid', VALUE],
])('%s is found, whatever its form', (name, value) => {
  expect(namedCredentials(assigned(name, value))).toHaveLength(1);
});

test('spaces and tabs around a value are none of it', () => {
  const value = `\t${VALUE} `;
  expect(namedCredentials(assigned('token', value))).toMatchObject([{ start: 1, end: VALUE.length + 1 }]);
});

const together = (...settings: [name: string, value: string][]): PseudoSource => {
  let text = '';
  const entries = settings.map(([name, value]) => {
    const start = text.length + name.length + ' = "'.length;
    text += `${name} = "${value}"\n`;
    return { start, end: start + value.length, name, qualname: '<module>', line: 1, offset: 0 };
  });
  return { text, entries };
};

test('a word is a password beside the name of a server, not in a form', () => {
  const password: [string, string] = ['password', 'ostereier'];
  expect(namedCredentials(together(['host', 'db'], ['user', 'shop'], password))).toHaveLength(1);
  expect(namedCredentials(together(['ENGINE', 'mysql'], ['NAME', 'x'], password))).toHaveLength(1);
  expect(namedCredentials(together(['username', 'bob'], password))).toEqual([]);
});

test('what comes after an address of mail in a call is a password', () => {
  const password: [string, string] = ['Client(key)', 'Sommer#Wind7'];
  expect(namedCredentials(together(['Client(key)', 'bob@acme.io'], password))).toHaveLength(1);
  expect(namedCredentials(together(['Client(key)', 'bob'], password))).toEqual([]);
});

test.each([
  ['OpenKey(key)', 'Software\\Microsoft\\VisualStudio\\SxS\\VC7'],
  ['hkey', VALUE],
  ['get_client(key)', `source.metadata['__run']['run_id2']`],
  ['api', 'get_user_by_name_v2'],
  ['secret_key', 'secret key'],
  ['token', 'Xa4kQ9ZrT'],
  ['JPUSH_APPID', fakeSecret('hex', 7).slice(0, 32)],
  ['DB_PASS', 'root'],
  ['SECRET_KEY', 'AWS_SECRET_ACCESS_KEY'],
  ['GITHUB_SECRET', 'e5f6g7h8i9'],
  ['PASSWORD', 'blabla123'],
  ['secret', `6LeIxAcTAAAAA${VALUE}`],
  ['API_KEY', 'ABCDEFGH1234'],
  ['PASSWORD', 'Enter your password here please'],
  ['password', 'ich lese und langweile mich nie'],
  ['ADMIN_PASSWORD', '1234'],
  ['password_length', '2710'],
  ['APP_KEY', 'md5sum2file'],
  ['SECRET_KEY', 'this-is-my-super-secret-key'],
  ['SECRET_KEY', 'dev-secret-key-change-in-production'],
])('%s with such a value is none', (name, value) => {
  expect(namedCredentials(assigned(name, value))).toEqual([]);
});

test.each(['public_key', 'cache_key', 'PASSWORD_HASHERS', 'TOKEN_URL', 'csrf_token', 'primary_key', 'key'])(
  'a short random value named %s is none',
  (name) => {
    expect(namedCredentials(assigned(name, VALUE.slice(0, 18)))).toEqual([]);
  },
);

test('a file of nothing but long arguments is looked through a bounded number of times', () => {
  const label = 'client(key) = "';
  const value = 'a'.repeat(200);
  const line = `${label}${value}"\n`;
  let asked = 0;
  const entries = Array.from({ length: 3000 }, (_, at) => ({
    start: at * line.length + label.length,
    get end() {
      asked += 1;
      return this.start + value.length;
    },
    name: 'client(key)',
    qualname: '<module>',
    line: 1,
    offset: at,
  }));
  expect(namedCredentials({ text: line.repeat(entries.length), entries })).toEqual([]);
  expect(asked).toBeLessThan(20 * entries.length);
});
