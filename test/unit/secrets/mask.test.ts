import { expect, test } from '@jest/globals';
import { detectSecrets } from '../../../src/secrets/detect-secrets.ts';
import { mask } from '../../../src/secrets/mask.ts';
import { maskShapes, maskValues } from '../../../src/secrets/suspects.ts';
import { fakeSecret } from '../../helpers/fake-secrets.ts';

const token = fakeSecret('github', 7);

test('a mask shows the first four characters and the length', () => {
  expect(mask(token)).toEqual({
    masked: 'ghp_…',
    length: 40,
    fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
  });
});

test.each([
  ['abc', '…'],
  ['abcdefgh', 'ab…'],
])('of the short value %s no more than a quarter is shown', (value, masked) => {
  expect(mask(value).masked).toBe(masked);
});

test('equal values have equal fingerprints, on every machine, and others have others', () => {
  expect(mask('a value').fingerprint).toBe('0bbff866');
  expect(mask('a value').fingerprint).toBe(mask('a value').fingerprint);
  expect(mask('b value').fingerprint).not.toBe(mask('a value').fingerprint);
});

const sourceOf = (text: string) => ({
  text,
  entries: [{ start: 0, end: text.length, name: undefined, qualname: '', line: undefined, offset: 0 }],
});

test('a value is masked wherever it stands, also in texts where no rule would find it', async () => {
  const source = sourceOf(`token = "${token}"\n`);
  const found = await detectSecrets(source);
  const redact = maskValues(found.map(({ start, end }) => source.text.slice(start, end)));
  expect(redact(`x${token}y and ${token}`)).toBe('xghp_…y and ghp_…');
  expect(redact('nothing')).toBe('nothing');
});

test('a comment inside the text does not switch rules off', async () => {
  const found = await detectSecrets(
    sourceOf(`# secretlint-disable\ntoken = "${token}" # secretlint-disable-line\n`),
  );
  expect(found).toHaveLength(1);
});

test('what two rules find is one finding, of the surer rule', async () => {
  const text = `password = "${token}"`;
  const entry = { start: 12, end: 52, name: 'password', qualname: '<module>', line: 3, offset: 9 };
  const found = await detectSecrets({ text, entries: [entry] });
  expect(found).toMatchObject([
    { rule: 'github', certainty: 'likely', name: 'password', line: 3, offset: 9 },
  ]);
});

test('a secret that is the key of a dictionary is told once, and not as the name of its value', async () => {
  const text = `${token} = "value"\npassword = "${token}"\n"${token}"\n`;
  const [first, second, third] = [
    text.indexOf('value'),
    text.indexOf(`"${token}`) + 1,
    text.lastIndexOf(token),
  ];
  const found = await detectSecrets({
    text,
    entries: [
      { start: first, end: first + 5, name: token, qualname: `f.${token}`, line: 1, offset: 1 },
      { start: second, end: second + 40, name: 'password', qualname: 'f', line: 2, offset: 2 },
      { start: third, end: third + 40, name: undefined, qualname: `f.${token}`, line: 3, offset: 3 },
    ],
  });
  expect(found).toMatchObject([
    { name: 'password', line: 2 },
    { name: undefined, qualname: '', line: 3 },
  ]);
  expect(JSON.stringify(found)).not.toContain(token.slice(0, 9));
});

test('what a rule takes in beside a value is not masked as a part of it', async () => {
  const key = fakeSecret('random', 3).padEnd(40, 'Ab1').slice(0, 40);
  const text = `AWS_SECRET_ACCESS_KEY = "${key}"\n`;
  const start = text.indexOf(key);
  const entry = { start, end: start + 40, name: 'AWS_SECRET_ACCESS_KEY', qualname: '', line: 1, offset: 1 };
  expect(await detectSecrets({ text, entries: [entry] })).toMatchObject([
    { start, end: start + 40, rule: 'aws' },
  ]);
});

test('of a flood of secrets the first two hundred are reported', async () => {
  const text = Array.from({ length: 300 }, (_, seed) => `"${fakeSecret('github', seed)}"\n`).join('');
  expect(await detectSecrets(sourceOf(text))).toHaveLength(200);
});

/** Made at run time, so that no scanner takes the test itself for a leak. */
const some = (letters: string, count: number): string => letters.repeat(count).slice(0, count);
const [word, capitals, hex] = [some('a1B2c3', 60), some('A1B2', 60), some('0a1b', 60)];

test.each([
  `ghp_${word.slice(0, 20)}`,
  `github_pat_${word.slice(0, 20)}`,
  `glpat-${word.slice(0, 16)}`,
  `xoxb-${word.slice(0, 10)}`,
  `xapp-1-${word.slice(0, 10)}`,
  `sk-${word.slice(0, 16)}`,
  `AKIA${capitals.slice(0, 12)}`,
  `AIza${word.slice(0, 30)}`,
  `ya29.${word.slice(0, 20)}`,
  `GOCSPX-${word.slice(0, 20)}`,
  `hf_${word.slice(0, 20)}`,
  `pypi-${word.slice(0, 20)}`,
  `SG.${word.slice(0, 16)}.${word.slice(0, 16)}`,
  `eyJ${word.slice(0, 8)}.${word.slice(0, 8)}`,
  `12345678:${word.slice(0, 30)}`,
  `${word.slice(0, 23)}.${word.slice(0, 6)}.${word.slice(0, 27)}`,
  `AGE-SECRET-KEY-1${capitals.slice(0, 20)}`,
  `key-${hex.slice(0, 32)}`,
  `EAA${word.slice(0, 40)}`,
  `hooks.slack.com/services/${'T0/'.repeat(7)}`,
  `discord.com/api/webhooks/${'12/'.repeat(7)}`,
  'a://b:c@d',
  '-----BEGIN PRIVATE KEY-----\nMII',
])('the shortest text of each form of a credential is masked: %s', (text) => {
  expect(maskShapes(`see ${text}`)).not.toContain(text);
});
