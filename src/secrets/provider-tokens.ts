import type { Hit } from './hit.ts';
import { isPlaceholder, looksRandom } from './random-value.ts';

/** A kind of key that is known by its form alone. */
interface TokenForm {
  readonly rule: string;
  /** Pre-filter: a text without any of these has no such key, and this test is much faster. */
  readonly needs: readonly string[];
  readonly form: RegExp;
  /** The fewest characters of such a key, where its needs are so common that this matters. */
  readonly least: number;
}

const form = (rule: string, needs: readonly string[], pattern: RegExp, least = 0): TokenForm => ({
  rule,
  needs,
  least,
  form: new RegExp(`(?<![A-Za-z0-9_-])(?:${pattern.source})(?![A-Za-z0-9_-])`, 'g'),
});

/** Forms that providers document, and that secretlint has no rule for. */
const FORMS: readonly TokenForm[] = [
  // https://apidocs.bitrix24.com/local-integrations/local-webhooks.html: number of the user, code
  form('bitrix-webhook', ['/rest/'], /https:\/\/[a-z0-9.-]+\/rest\/[0-9]{1,6}\/[a-z0-9]{16}\/[a-z.]{3,40}/),
  // https://core.telegram.org/bots/api#authorizing-your-bot
  form('telegram-bot-token', [':AA'], /[0-9]{8,10}:AA[A-Za-z0-9_-]{32,34}/),
  // https://discord.com/developers/docs/reference#authentication: user id, time, and a code over both
  form('discord-token', ['.'], /[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}/),
  form(
    'discord-webhook',
    ['/api/webhooks/'],
    /https:\/\/[a-z.]*discord(?:app)?\.com\/api\/webhooks\/[0-9]{17,20}\/[A-Za-z0-9_-]{60,80}/,
  ),
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  form('aws-access-key-id', ['AKIA', 'ASIA'], /(?:AKIA|ASIA)[A-Z2-7]{16}/),
  form('google-api-key', ['AIza'], /AIza[A-Za-z0-9_-]{35}/),
  form('google-oauth-secret', ['GOCSPX-'], /GOCSPX-[A-Za-z0-9_-]{28}/),
  form('firebase-server-key', [':APA91b'], /AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{130,140}/),
  form('azure-key', ['Key='], /(?:Account|SharedAccess)Key=[A-Za-z0-9+/]{42,88}={1,2}/),
  // OpenAI, and those that took over its form
  form(
    'openai',
    ['sk-'],
    /sk-(?:proj-|svcacct-|admin-|or-v1-|lf-)?(?=[A-Za-z0-9_-]*[0-9])[A-Za-z0-9_-]{32,180}/,
  ),
  form(
    'ai-provider',
    ['r8_', 'pplx-', 'xai-', 'nvapi-', 'tvly-', 'lsv2_', 'pcsk_'],
    /(?:r8_|pplx-|xai-|nvapi-|tvly-(?:dev-|prod-)?|lsv2_(?:pt|sk)_|pcsk_)[A-Za-z0-9_-]{30,120}/,
  ),
  form('stripe-webhook-secret', ['whsec_'], /whsec_[A-Za-z0-9+/=]{30,1000}/),
  form('twilio-key', ['SK'], /SK[0-9a-f]{32}/),
  form('mailgun-key', ['key-'], /key-[0-9a-f]{32}/),
  form('mailchimp-key', ['-us'], /[0-9a-f]{32}-us[0-9]{1,2}/),
  form('brevo-key', ['xkeysib-', 'xsmtpsib-'], /x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}/),
  form('slack-session', ['xoxc-', 'xoxs-', 'xoxd-'], /xox[csd]-[A-Za-z0-9%-]{20,1000}/),
  form('facebook-token', ['EAA'], /EAA[A-Za-z0-9]{90,1000}/, 93),
  form('twitter-bearer', ['AAAAAAAAAAAAAAAAAAAA'], /AAAAAAAAAAAAAAAAAAAA[A-Za-z0-9%]{60,120}/),
  form('twitter-token', ['-'], /[0-9]{8,19}-(?=[a-z0-9]*[A-Z])(?=[A-Z0-9]*[a-z])[A-Za-z0-9]{40}/),
  form('line-token', ['/1O/w1cDnyilFU'], /(?<![+/])[A-Za-z0-9+/]{120,1000}\/1O\/w1cDnyilFU=/),
  form('vk-token', ['vk1.a.'], /vk1\.a\.[A-Za-z0-9_-]{60,1000}/),
  form('vk-token', [], /(?=[0-9a-f]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{85}/),
  form('yandex-token', ['y0_', 'AQVN'], /(?:y0_|AQVN)[A-Za-z0-9_-]{35,1000}/),
  form('digitalocean-token', ['_v1_'], /do[opr]_v1_[0-9a-f]{64}/),
  form('pypi-token', ['pypi-AgE'], /pypi-AgE[A-Za-z0-9_-]{50,1000}/),
  form('dropbox-token', ['sl.'], /sl\.(?:u\.)?[A-Za-z0-9_-]{130,1000}/, 133),
  form('atlassian-token', ['ATATT3'], /ATATT3[A-Za-z0-9_=-]{100,1000}/),
  form('airtable-token', ['pat'], /pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/, 82),
  form('notion-token', ['secret_'], /secret_[A-Za-z0-9]{43}/),
  form('square-token', ['sq0', 'EAAA'], /sq0(?:atp|csp)-[A-Za-z0-9_-]{22,43}/),
  form('jwt', ['eyJ'], /eyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,1000}\.[A-Za-z0-9_-]{20,1000}/),
];

/** What keys need; one that needs less than three letters is known by its form alone (key-marks.ts). */
export const TOKEN_NEEDS: readonly (readonly [need: string, least: number])[] = FORMS.flatMap(
  ({ needs, least }) => needs.filter((need) => need.length > 2).map((need) => [need, least] as const),
);

/** Single digits are too common for a pre-filter, but this many in a row are rare. */
const LONG_HEX = /[0-9a-f]{85}/;

const STATIC = { certainty: 'likely' } as const;

/** Keys of providers anywhere in a text. */
export function providerTokens(text: string): Hit[] {
  const hits: Hit[] = [];
  for (const { rule, needs, form } of FORMS) {
    if (needs.length > 0 && !needs.some((piece) => text.includes(piece))) continue;
    if (needs.length === 0 && !LONG_HEX.test(text)) continue;
    for (const { 0: found, index } of text.matchAll(form))
      if (!isPlaceholder(found.replace(/^https:\/\//, '')) && isMixed(found))
        hits.push({ ...STATIC, rule, start: index, end: index + found.length });
  }
  return hits;
}

/** Consecutive letters of the alphabet, or one letter many times, are made up. */
const isMixed = (found: string): boolean => new Set(found.slice(-20)).size >= 7;

/** What is sent to a server with every request: `https://…?access_token=…`. */
export const QUERY_NAMES = [
  'access_token',
  'api[_-]?key',
  'app_?id',
  'auth',
  'client_secret',
  'key',
  'password',
  'secret',
  'token',
];
const IN_QUERY = new RegExp(`[?&](?:${QUERY_NAMES.join('|')})=([A-Za-z0-9_.~-]{20,256})`, 'gi');
/** The value of a header: `Authorization: Bearer …`, `key=…`. */
export const HEADER_NEEDS = ['Bearer', 'Basic', 'Token', 'Bot', 'OAuth', 'key='];
const IN_HEADER = /\b(?:(?:Bearer|Basic|Token|Bot|OAuth)\s+|key=)([A-Za-z0-9_.:+/~=-]{20,1024})/g;

/** Random values behind a word that says what they are for, in the middle of a text. */
export function introducedTokens(text: string): Hit[] {
  const hits: Hit[] = [];
  for (const [form, needs] of [
    [IN_QUERY, ['?', '&']],
    [IN_HEADER, HEADER_NEEDS],
  ] as const) {
    if (!needs.some((piece) => text.includes(piece))) continue;
    for (const { 0: all, 1: value = '', index } of text.matchAll(form)) {
      const start = index + all.length - value.length;
      if (looksRandom(value))
        hits.push({ rule: 'introduced-token', certainty: 'possible', start, end: start + value.length });
    }
  }
  return hits;
}
