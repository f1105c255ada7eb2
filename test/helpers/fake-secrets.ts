/** Makes values that look like credentials, so that no file of the repository contains one. */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The same numbers for the same seed, on every machine. */
export function random(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type SecretKind =
  | 'github'
  | 'npm'
  | 'slack'
  | 'huggingface'
  | 'sendgrid'
  | 'hex'
  | 'random'
  | 'url'
  | 'pem'
  | 'typed';

export function fakeSecret(kind: SecretKind, seed: number): string {
  const next = random(seed);
  const pick = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
  const text = (length: number): string => pick(LETTERS, length);
  const digits = (length: number): string => pick('0123456789', length);
  switch (kind) {
    case 'github':
      return `ghp_${text(36)}`;
    case 'npm':
      return `npm_${text(36)}`;
    case 'slack':
      return ['xoxb', digits(12), digits(13), text(24)].join('-');
    case 'huggingface':
      return `hf_${pick(LETTERS.slice(0, 52), 34)}`;
    case 'sendgrid':
      return `SG.${text(22)}.${text(43)}`;
    case 'hex':
      return pick('0123456789abcdef', 40);
    case 'random':
      return `x7${text(22)}`;
    case 'url':
      return `https://ci-bot:${text(16)}@git.acme-corp.io`;
    case 'typed':
      return `${pick(LETTERS.slice(0, 26), 1)}${pick('aeiou', 1)}rt${pick('aeiou', 1)}n#${digits(5)}`;
    case 'pem':
      return ['-----BEGIN RSA PRIVATE', ` KEY-----\nMI${text(198)}\n-----END RSA PRIVATE`, ' KEY-----'].join(
        '',
      );
  }
}
