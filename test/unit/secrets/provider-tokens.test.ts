import { expect, test } from '@jest/globals';
import { introducedTokens, providerTokens } from '../../../src/secrets/provider-tokens.ts';
import { random } from '../../helpers/fake-secrets.ts';

const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdef`;
const ALL = `${SMALL}${SMALL.toUpperCase()}${DIGITS}`;

/** Values put together here, so that none stands in the repository. */
function make(seed: number): (alphabet: string, length: number) => string {
  const next = random(seed);
  return (alphabet, length) =>
    Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
}

const of = make(7);
const UPPER = `${SMALL.toUpperCase()}234567`;

test.each([
  ['telegram-bot-token', `${of(DIGITS, 10)}:A${'A'}${of(ALL, 33)}`],
  ['discord-token', `M${of(ALL, 23)}.${of(ALL, 6)}.${of(ALL, 27)}`],
  ['discord-token', `N${of(ALL, 25)}.G${of(ALL, 5)}.${of(ALL, 38)}`],
  ['discord-webhook', `https://discord.com/api/${'webhooks'}/${of(DIGITS, 18)}/${of(ALL, 68)}`],
  ['aws-access-key-id', `AK${'IA'}${of(UPPER, 16)}`],
  ['google-api-key', `AI${'za'}${of(ALL, 35)}`],
  ['google-oauth-secret', `GOC${'SPX'}-${of(ALL, 28)}`],
  ['firebase-server-key', `AAAA${of(ALL, 7)}:APA${'91b'}${of(ALL, 134)}`],
  ['azure-key', `Account${'Key'}=${of(ALL, 86)}==`],
  ['openai', `s${'k'}-${of(ALL, 48)}`],
  ['openai', `s${'k'}-proj-${of(ALL, 100)}`],
  ['twilio-key', `S${'K'}${of(HEX, 32)}`],
  ['mailgun-key', `ke${'y'}-${of(HEX, 32)}`],
  ['facebook-token', `EA${'A'}${of(ALL, 120)}`],
  ['bitrix-webhook', `https://acme.bitrix24.com/rest/18/${of(HEX, 16)}/crm.lead.add`],
  ['vk-token', of(HEX, 85)],
  ['jwt', `ey${'J'}${of(ALL, 30)}.ey${'J'}${of(ALL, 40)}.${of(ALL, 43)}`],
])('a %s is known by its form, without a name', (rule, value) => {
  for (const text of [`"${value}"\n`, `run("${value}")`, `  ${value}`])
    expect(providerTokens(text)).toContainEqual(expect.objectContaining({ rule, certainty: 'likely' }));
  expect(providerTokens(`"x${value}x"`)).toEqual([]);
});

test.each([
  'AKIAIOSFODNN7EXAMPLE',
  'module.Class.method',
  `sk-${'your'}-key-goes-here-and-here-and-here-1234`,
  'disk-cache-directory-of-the-whole-world-2020',
])('%s is none', (text) => {
  expect(providerTokens(`"${text}"\n`)).toEqual([]);
});

test('what is sent with a request is found inside a longer text', () => {
  const value = of(ALL, 40);
  for (const text of [
    `https://api.acme.io/v1?q=spam&access_token=${value}`,
    `Authorization = "key=${value}"`,
    `Authorization = "Bearer ${value}"`,
  ]) {
    const [hit] = introducedTokens(text);
    expect(text.slice(hit?.start, hit?.end)).toBe(value);
  }
  expect(introducedTokens('OAuth2Credentials.from_json_and_more Bearer {token_of_the_user_123}')).toEqual([]);
});
