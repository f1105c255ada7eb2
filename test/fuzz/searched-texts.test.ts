import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { isLogin, mayTakeCredentials } from '../../src/bytecode/source/call-arguments.ts';
import type { PseudoSource } from '../../src/bytecode/source/writer.ts';
import { nameKind } from '../../src/secrets/credential-name.ts';
import { detectSecrets } from '../../src/secrets/detect-secrets.ts';
import { isPossibleName } from '../../src/secrets/possible-name.ts';
import { isPossibleText } from '../../src/secrets/possible-text.ts';
import { isSuspectName } from '../../src/secrets/suspects.ts';
import { fakeSecret, random } from '../helpers/fake-secrets.ts';

const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdef`;
const ALL = `${SMALL}${SMALL.toUpperCase()}${DIGITS}_-`;

const ROUNDS = Array.from({ length: 4 }, (_, round) => round);
const TEXTS = 4000;
const NAMES = 20_000;

const isPossible = (text: string): boolean => {
  const bytes = Buffer.from(text);
  return isPossibleText(bytes, 0, bytes.length);
};

const isName = (name: string): boolean => {
  const bytes = Buffer.from(name);
  return isPossibleName(bytes, 0, bytes.length);
};

/** A source that is one text without a name. */
const unnamed = (text: string): PseudoSource => ({
  text: `"${text}"\n`,
  entries: [{ start: 1, end: 1 + text.length, name: undefined, qualname: '', line: 1, offset: 0 }],
});

/** What rules look for, what stands around it, and what does not belong to it. */
const PIECES: readonly string[] = [
  ...[
    'sshpass -p ',
    'mysql -u root -p',
    'mysqldump\t-p',
    'echo ',
    ' | sudo -S x',
    '|sudo',
    ' --password=',
    '--password ',
  ],
  ...[
    'plink -pw ',
    "IDENTIFIED BY '",
    "CREATE USER a PASSWORD '",
    "alter role b password  '",
    'curl -u bob:',
  ],
  ...[
    'curl --user=bob:',
    'https://',
    'postgres://u:',
    'redis://:',
    '://',
    ':',
    '@',
    '@host.acme.io',
    '@gmail.com/x',
  ],
  ...[
    'Server=a;UID=b;PWD=',
    'host=a password=',
    'password=',
    'pwd = ',
    'user=a;Pwd=',
    '"api_key": "',
    '"token" : "',
  ],
  ...[
    '"name":"',
    '\nSECRET_KEY=',
    '\n  password: ',
    "\n'token: ",
    '\nsalt = ',
    'Cookie = "sessionid=',
    'cookie = "',
  ],
  ...[
    'sid=',
    'Bearer ',
    'Authorization: Basic ',
    'Bot  ',
    'Authorization: key=',
    '?access_token=',
    '&apiKEY=',
    '?q=',
  ],
  ...[
    '-----BEGIN RSA PRIVATE',
    ' KEY-----\n',
    'aws_secret_access_key = ',
    'SecretAccessKey:\n  ',
    'xoxb-',
    'SG.',
    'hf_',
  ],
  ...[
    '/rest/12/',
    ':AA',
    'AKIA',
    'AIza',
    'sk-',
    'key-',
    '-us12',
    'EAA',
    'pat',
    'sl.',
    'sq0atp-',
    'eyJ',
    'SK',
    'glpat-',
  ],
  ...[
    '"',
    "'",
    '\n',
    ' ',
    '\t',
    '  \n    ',
    '.',
    '-',
    '=',
    ';',
    '\u00a0',
    'é',
    '…',
    '(',
    '{x}',
    'prose and words ',
    'a1',
  ],
  ...[
    'bob@acme.io ',
    'a/b1'.repeat(8),
    ' '.repeat(40),
    '\x1b',
    '\x08',
    '\x1f',
    ' glpat-',
    'vcp_',
    'tskey-auth-',
  ],
];

/** As Google makes them. */
const APP_PASSWORD = 'qwrtpsdfghjklmna';

function pieceOf(next: () => number): string {
  const below = (limit: number): number => Math.floor(next() * limit);
  const of = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
  const made: readonly (() => string)[] = [
    () => of(ALL, 4 + below(60)),
    () => of(HEX, 16 + below(80)),
    () => of(DIGITS, 4 + below(10)),
    () => of(SMALL, 3 + below(15)),
    () => of(`${SMALL}${SMALL.toUpperCase()}`, 20 + below(14)),
    () => fakeSecret('typed', below(1000)),
    () => fakeSecret('random', below(1000)),
    () => fakeSecret('slack', below(1000)),
    () => fakeSecret('huggingface', below(1000)),
    () => fakeSecret('url', below(1000)),
    () => `M${of(ALL, 23)}.${of(ALL, 6)}.${of(ALL, 27)}`,
    () => `${of(DIGITS, 10)}-${of(ALL, 40)}`,
  ];
  return next() < 0.6 ? (PIECES[below(PIECES.length)] ?? '') : (made[below(made.length)]?.() ?? '');
}

describe('a text that is not looked at', () => {
  test.each(ROUNDS)('has no secret, whatever stands in it (round %i)', async (round) => {
    const next = random(100 + round);
    let found = 0;
    for (let left = TEXTS; left > 0; left -= 1) {
      const text = Array.from({ length: 1 + Math.floor(next() * 6) }, () => pieceOf(next)).join('');
      const secrets = await detectSecrets(
        unnamed(text),
        () => {},
        () => true,
      );
      if (secrets.length === 0) continue;
      found += 1;
      if (!isPossible(text)) throw new Error(JSON.stringify([text, secrets.map(({ rule }) => rule)]));
    }
    expect(found).toBeGreaterThan(TEXTS / 20);
  });

  test('is no app password', async () => {
    for (const text of [APP_PASSWORD, 'qwrt psdf ghjk lmna']) {
      expect(
        await detectSecrets(
          unnamed(text),
          () => {},
          () => true,
        ),
      ).toHaveLength(1);
      expect(isPossible(text)).toBe(true);
    }
  });
});

const WORDS = `
  password passwd passwort passw pwd pswd psw pass passphrase passcode pw pwrd passe kennwort senha contrasena clave mdp
  sifre parol parola haslo heslo mima sandi wachtwoord secret secretkey token apikey authkey accesskey authorization
  bearer credential jwt pat salt cookie sessionid phpsessid jsessionid api apihash bot access creds auth appid api_hash
  session_id key keys discordkey pin dsn signature client hub twitter oauth1session cipher login default_login db connect
  jwt hmac aes des3 arc4 fernet blowfish signer run start smtp ftp ftp_tls create_user create_superuser set_auth
  TeleBot Github Gitlab Slacker Pusher WebClient OAuthHandler TimestampSigner Serializer StringSession TelegramClient
  user name value file old new id list of the x my for test 1 22
`
  .trim()
  .split(/\s+/);

const STYLES: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join('_'),
  (words) => words.join('_').toUpperCase(),
  (words) => words.join('-'),
  (words) => words.join(' '),
  (words) => words.join(''),
  (words) => words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(''),
  (words) =>
    words.map((word, at) => (at === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1))).join(''),
  (words) => `_${words.join('.')}`,
  (words) => `${words.join('_')}s`,
  (words) => `${words.join('_')}2`,
  (words) => `A long text of which\nonly the last line is read: ${words.join(' ')}`,
  (words) => `${'more than a name can have, '.repeat(4)}\n${words.join('_')}`,
];

test.each(ROUNDS)('a name that is not possible is asked for by no rule (round %i)', (round) => {
  const next = random(200 + round);
  const below = (limit: number): number => Math.floor(next() * limit);
  let wanted = 0;
  for (let left = NAMES / ROUNDS.length; left > 0; left -= 1) {
    const words = Array.from({ length: 1 + below(3) }, () => WORDS[below(WORDS.length)] ?? '');
    const name = STYLES[below(STYLES.length)]?.(words) ?? '';
    const label = name.slice(name.lastIndexOf('\n') + 1);
    const isWanted =
      nameKind(label) !== undefined ||
      isSuspectName(label) ||
      /cookie$|ecret/i.test(label) ||
      (label === name && (mayTakeCredentials(name) || isLogin(name)));
    if (!isWanted) continue;
    wanted += 1;
    if (!isName(name)) throw new Error(JSON.stringify(name));
  }
  expect(wanted).toBeGreaterThan(NAMES / ROUNDS.length / 4);
});
