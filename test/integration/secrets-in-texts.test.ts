import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { FORMATS } from '../../src/report/formats.ts';
import { fakeSecret, random } from '../helpers/fake-secrets.ts';
import { bytes, code, header, int32, pyc313, text, tuple, unicode } from '../helpers/marshal-writer.ts';
import { TestRepo } from '../helpers/repo.ts';

// What is, or looks like, a credential is in no text that is printed of a file, finding or not.

const pick = (alphabet: string, length: number, seed: number): string => {
  const next = random(seed);
  return Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
};

const DJANGO = 'abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const token = fakeSecret('github', 31);
const ED25519 = `MC4CAQAwBQYDK2VwBCIEI${pick(BASE64, 43, 5)}`;
const pem = (body: string, kind = ''): string =>
  [`-----BEGIN ${kind}PRIVATE`, ` KEY-----\n${body}\n-----END ${kind}PRIVATE`, ' KEY-----\n'].join('');
const password = 'tr0ub4dor&Zebra';
const word = 'open-sesame';

/** `NAME = "value"` as 3.13 compiles it: LOAD_CONST 0, STORE_NAME 0. */
const assigned = (name: string, value: string): Buffer =>
  code({
    body: Buffer.concat([Buffer.from('s'), int32(6), Buffer.from([0x95, 0, 0x53, 0, 0x72, 0])]),
    consts: tuple(unicode(value)),
    names: tuple(text(name)),
  });

const withValue = (value: string): Buffer => code({ consts: tuple(unicode(value)) });

describe('no text of a file shows', () => {
  const cases: readonly (readonly [what: string, body: Buffer, secret: string])[] = [
    ['a token right behind a letter that is no ASCII', withValue(`schlüsselü${token}`), token],
    ['a token right behind a Chinese letter', withValue(`密钥${token}钥`), token],
    ['a private key of Ed25519', withValue(pem(ED25519)), ED25519],
    [
      'a private key of OpenSSH',
      withValue(pem(`b3BlbnNzaC1rZXktdjE${pick(BASE64, 40, 6)}`, 'OPENSSH ')),
      pick(BASE64, 40, 6),
    ],
    ['a private key without its end', withValue(pem(ED25519).slice(0, 90)), ED25519.slice(0, 40)],
    ['the password of a URL', withValue(`see https://admin:${password}@host.example/x`), password],
    ['the password of a database', withValue(`postgresql+psycopg2://u:p${word}@db:5432/x`), `p${word}`],
    [
      'a key of Django with parentheses',
      assigned('SECRET_KEY', `(${pick(DJANGO, 49, 8)}`),
      pick(DJANGO, 49, 8),
    ],
    ['the same without its name', withValue(`a1(${pick(DJANGO, 46, 9)})`), pick(DJANGO, 46, 9)],
    ['a password that is plain words, by its name', assigned('DB_PASSWORD', word), word],
    ['a password for programs', assigned('mail', 'qwer tyui opas dfgh'), 'tyui opas'],
    ['the login that a program is given', withValue(`curl -u admin:${password} .`), password],
    ['an authorization', withValue('Authorization: key=zQ81hh2LmN0pQ'), '2LmN0pQ'],
    ['forty hexadecimal digits', withValue(fakeSecret('hex', 12)), fakeSecret('hex', 12)],
  ];

  const seen = (repo: TestRepo, args: readonly string[], secret: string): string[] =>
    FORMATS.filter((format) => {
      const { code: exit, stdout, stderr } = repo.guard([...args, '--format', format]);
      if (exit !== 0 && exit !== 1) throw new Error(stderr);
      const all = stdout + stderr;
      return [all, all.replaceAll('\\n', '\n').replaceAll('\\"', '"')].some((each) => each.includes(secret));
    });

  test.each(cases)('%s', (_, body, secret) => {
    const repo = new TestRepo();
    repo.write('m.pyc', pyc313(body));
    const args = ['inspect', 'm.pyc', '--strings', '--pseudo-source'];
    expect(seen(repo, args, secret)).toEqual([]);
    expect(seen(repo, [...args, '--reveal', '--yes'], secret)).not.toEqual([]);
  });

  test.each(cases.filter(([what]) => !what.includes('plain words')))(
    '%s under an unknown magic number',
    (_, body, secret) => {
      const repo = new TestRepo();
      repo.write('m.pyc', header(0x7e7e, Buffer.alloc(12), body));
      expect(seen(repo, ['inspect', 'm.pyc', '--strings', '--pseudo-source'], secret)).toEqual([]);
    },
  );
});

describe('a value that is a secret in one file is masked in all others of the call', () => {
  const value = `plain-${pick('abcdefghijkmnpqrstuvwxyz', 14, 3)}`;
  const repo = new TestRepo();
  repo.write('secret.pyc', pyc313(assigned('password', value)));
  repo.write(
    'other.pyc',
    pyc313(
      code({
        consts: tuple(text(`say ${value} and go`), bytes(`\xff${value}`)),
        names: tuple(text(value.replaceAll('-', '_')), text(value)),
        filename: text(`/home/${value}/m.py`),
      }),
    ),
  );
  repo.write('other.py', 'x = 1\n');
  repo.commitAll();

  test.each([
    ['inspect', ['inspect', 'other.pyc', 'secret.pyc', '--strings', '--pseudo-source']],
    ['inspect, the other way round', ['inspect', 'secret.pyc', 'other.pyc', '--strings']],
    ['inspect of a commit', ['inspect', 'HEAD:other.pyc', 'secret.pyc', '--strings', '--pseudo-source']],
    ['check', ['check', '--tracked']],
    ['check of the disk', ['check', 'other.pyc', 'secret.pyc']],
    ['check of a range', ['check', '--range', 'HEAD']],
    ['history', ['history']],
  ])('by %s', (_, args) => {
    for (const format of ['human', 'json'])
      expect(repo.guard([...args, format === 'json' ? '--json' : '--verbose']).stdout).not.toContain(value);
  });
});

test('the password of a URL in one file is masked where it stands by itself in another', () => {
  const repo = new TestRepo();
  const inUrl = pick(BASE64.slice(0, 62), 14, 21);
  repo.write('a.pyc', pyc313(withValue(`postgres://bob:${inUrl}@db.internal:5432/x`)));
  repo.write('b.pyc', pyc313(withValue(`see ${inUrl}`)));
  const shown = ['--strings', '--pseudo-source'];
  expect(repo.guard(['inspect', 'b.pyc', ...shown]).stdout).toContain(inUrl);
  expect(repo.guard(['inspect', 'a.pyc', 'b.pyc', ...shown]).stdout).not.toContain(inUrl);
});
