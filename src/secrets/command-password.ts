import type { Hit, Mentions } from './hit.ts';
import { looksLikePassword } from './password-value.ts';

/** A file without any of these has no such password. */
const COMMAND = /sshpass|mysql|echo|curl|--password|-pw |:\/\/|IDENTIFIED|identified|PASSWORD|password '/;

/** Where commands take nothing but a password; it is the last group. */
const CERTAIN: readonly RegExp[] = [
  /\bsshpass\s+-p\s*(["']?)([^\s"']{4,64})\1/g,
  /\bmysql(?:dump|admin|import)?\b[^\n"']{0,80}\s-p([^\s"'$%{]{4,64})/g,
  /\becho\s+(?:-e\s+)?(["']?)([^\s"'$%|{]{4,64})\1\s*\|\s*sudo\b/g,
  /\b(?:CREATE|GRANT|ALTER|SET)\b[^\n"]{0,200}\b(?:IDENTIFIED\s+BY|PASSWORD)\s+'([^\s']{4,64})'/gi,
];
/** Where a word may stand that is none. */
const UNCERTAIN: readonly RegExp[] = [
  /\bcurl\b[^\n]{0,120}\s(?:-u|--user)[\s=]+(["']?)[^\s:"'{%$]{1,64}:([^\s"'{%$]{4,64})\1/g,
  /(?:^|\s)(?:--password[= ]|-pw )(["']?)([^\s"'$%{-][^\s"'$%{]{3,63})\1/g,
  // the middle of a formatted text, behind the name of the user
  /(?<=^|\n)":([^\s/@:{}"]{6,64})@(?:[\w-]+\.)+[a-z]{2,}(?=[:/?"])/g,
];

/** Passwords in commands for a shell or a database, and in the pieces of a URL. */
export function commandPasswords(text: string, mentions: Mentions): Hit[] {
  const hits = [
    ...CERTAIN.flatMap((form) => passwordsBy(form, text, true)),
    ...UNCERTAIN.flatMap((form) => passwordsBy(form, text, false)),
  ];
  return hits.length > 0 && mentions(COMMAND) ? hits : [];
}

const passwordsBy = (form: RegExp, text: string, isCertain: boolean): Hit[] =>
  [...text.matchAll(form)].flatMap((match) => {
    const value = match.at(-1) ?? '';
    const start = match.index + match[0].lastIndexOf(value);
    if (!looksLikePassword(value, isCertain)) return [];
    return [{ rule: 'command-password', certainty: 'possible' as const, start, end: start + value.length }];
  });
