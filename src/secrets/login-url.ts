import type { Hit } from './hit.ts';
import { isPlaceholder } from './random-value.ts';
import { mayHoldLogin } from './rule-needs.ts';

/** `scheme://user:password@host`, with the user left out for Redis (RFC 3986, section 3.2.1). */
const LOGIN =
  /\b([a-z][a-z0-9+.-]{1,30}):\/\/([^\s:/@"'<>|?#]{0,100}):([^\s/@"'<>|]{1,200})@([A-Za-z0-9._-]{1,200})/gi;

/** Parts of ODBC and libpq strings: `Server=…;UID=…;PWD=…`, `host=… user=… password=…`. */
const PARTS = /(?:^|[;\s"'])(?:pwd|password)=\s*'?([^\s;"'{}%]{3,100})/gi;
const HAS_SERVER =
  /(?:^|[;\s])(?:server|data source|driver|host|dbname|initial catalog|uid|user(?: id)?)\s*=/i;

/** The rest of a connection string is this near to its password. */
const NEAR = 500;

const MAY_BE_PART = ['PWD', 'Pwd=', 'pwd=', 'assword=', 'ASSWORD='];

const DATABASES =
  /^(?:postgres|postgresql|mysql|mariadb|mssql|oracle|mongodb|redis|rediss|cockroachdb|db2)\b/i;

/** Example logins of manuals, and default logins of local services. */
const TRIVIAL =
  /^(?:p|pw|pass|passw(?:or)?d|pwd|my_?pass(?:word)?|secret|root|admin|user|test|guest|default|tiger|mysql|postgres|toor|sa|changeme|key|token)\d{0,4}$|^(?:\d{1,4}|123456\d*)$/i;
const EXAMPLE_HOST =
  /^(?:host(?:name)?|server|example\.(?:com|org|net)|.*\.example(?:\.\w+)?|your.*|my_?host|some.*|domain)$/i;

export function loginUrls(text: string): Hit[] {
  const hits: Hit[] = [];
  if (mayHoldLogin(text))
    for (const { 0: found, 1: scheme = '', index } of text.matchAll(LOGIN))
      if (isLogin(found)) hits.push(hit(isDatabase(scheme), index, index + found.length));
  if (MAY_BE_PART.some((piece) => text.includes(piece)))
    for (const { 0: found, 1: password = '', index } of text.matchAll(PARTS)) {
      const end = index + found.length;
      if (
        !TRIVIAL.test(password) &&
        !isPlaceholder(password) &&
        HAS_SERVER.test(lineAround(text, index, end))
      ) {
        hits.push(hit(true, end - password.length, end));
      }
    }
  return hits;
}

const isDatabase = (scheme: string): boolean => DATABASES.test(scheme);

const hit = (isDatabase: boolean, start: number, end: number): Hit => ({
  rule: isDatabase ? 'database-connection-string' : 'basicauth',
  certainty: 'likely',
  start,
  end,
});

/** The password in a URL, which may stand by itself elsewhere. */
export function passwordsIn(url: string): string[] {
  const { 3: password } = new RegExp(LOGIN.source, 'i').exec(url) ?? [];
  return password === undefined ? [] : [password];
}

/** Whether the login in a URL is a real one: secretlint also reports examples from manuals. */
export function isLogin(url: string): boolean {
  LOGIN.lastIndex = 0;
  const [, , user = '', password = '', host = ''] = LOGIN.exec(url) ?? [];
  LOGIN.lastIndex = 0;
  if (password === '' || TRIVIAL.test(password) || password === user) return false;
  return !EXAMPLE_HOST.test(host) && !isLeftOpen(password) && (isFilledIn(user) || !isLeftOpen(user));
}

const isLeftOpen = (part: string): boolean => isPlaceholder(part) || /[{}$%*[\]<>]$|^[{$%*<[]/.test(part);

/** A user whose name a program fills in. */
const isFilledIn = (user: string): boolean => /^(?:\{\w*\}|%s)$/.test(user);

/** What is around a password in its line, but no more than could belong to it: a line can have megabytes. */
function lineAround(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - NEAR), start);
  const after = text.slice(end, end + NEAR);
  const [rest = ''] = after.split('\n', 1);
  return before.slice(before.lastIndexOf('\n') + 1) + text.slice(start, end) + rest;
}
