/**
 * What a name says of its value. `key`: something made by a machine, such as a token or a key.
 * `secret`: the same, but a person may have thought it out. `password`: what a person types.
 * `service`: a key if the value can be nothing else, since the name is only that of what it opens.
 */
export type NameKind = 'password' | 'secret' | 'key' | 'service';

/** Longer texts before a value are sentences. */
export const LONGEST_NAME = 64;

/** In several languages, since programmers use their own for names. */
const PASSWORDS = new Set(
  'password passwd passwort passw pwd pswd psw pass passphrase passcode pw pwrd passe kennwort senha contrasena clave mdp sifre parol parola haslo heslo mima sandi wachtwoord'.split(
    ' ',
  ),
);
/** Names of one word that end in a word for a password: `dbpassword`. */
const PASSWORD_END = /(?:passw(?:or)?d|(?:^|db|user|mail|smtp|ftp|ssh|root|admin|my|sql|pg|redis)pass)$/;
const SECRETS = new Set(['secret', 'secretkey']);
const KEYS = new Set(
  'token apikey authkey accesskey authorization bearer credential jwt pat salt cookie sessionid phpsessid jsessionid'.split(
    ' ',
  ),
);
const SECRET_END = /(?:secret|secretkey)$/;
const KEY_END = /(?:token|apikey|accesskey|authkey)$/;
const SERVICES = new Set('api apihash bot access creds auth'.split(' '));
/** Words that end in `key` and have nothing to do with one. */
const NO_KEYS = new Set('donkey hkey hokey hotkey jockey monkey openkey regkey turkey whiskey'.split(' '));

/** Words before `key` whose value is not secret: a public key, or the key of a dictionary, say. */
const OPEN_KEYS = new Set(
  `
  active alt arrow attr cache column composite config context control ctrl data default dict down event
  field foreign form group hot index input item json keyboard left lookup map meta model natural
  object option order param partition press primary public publishable query record redis right row search
  shift site sitekey sort sorting state storage store tab table translation unique up value
  `
    .trim()
    .split(/\s+/),
);

/** Words after the decisive one that change nothing: where the credential is used, or which of several it is. */
const SUFFIXES = new Set(
  'base64 b64 backup bot default dev development hex id local live main new old prod production real sandbox staging str string test testing text v value'.split(
    ' ',
  ),
);

/** `APIKey`, `api_key`, `api-key` and `apiKey` are two words; a number at the end of a word is dropped. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word.length > 0);
}

/** Undefined if the name only describes a credential, or where one is entered (`password_field`). */
export function nameKind(name: string): NameKind | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const words = wordsOf(name);
  for (let skipped = 0; skipped <= 2; skipped += 1) {
    const kind = kindOf(words.at(-1 - skipped), words.at(-2 - skipped));
    if (kind !== undefined) return kind;
    const word = words.at(-1 - skipped) ?? '';
    if (!SUFFIXES.has(word) && word.length !== 1) break;
  }
  const isAbout = ABOUT.test(words.at(-1) ?? '');
  if (isService(words)) return 'service';
  return !isAbout && words.some((word, at) => kindOf(word, words[at - 1]) !== undefined) ? 'key' : undefined;
}

/** `WEATHER_API`, `api_hash`, and `appid`, the key of a weather service; of others it is only an id. */
function isService(words: readonly string[]): boolean {
  const [last = '', before = ''] = [words.at(-1), words.at(-2)];
  const isOfWeather = words.length === 1 || /weather|owm/.test(words.join(''));
  return (
    SERVICES.has(last) ||
    (last === 'appid' && isOfWeather) ||
    /api_?hash$|^session_id$/.test(`${before}_${last}`)
  );
}

/** Last words of names that only describe a credential, or where one is entered. */
const ABOUT =
  /^(?:urls?|uris?|paths?|files?|dirs?|names?|types?|fields?|headers?|endpoints?|regex|patterns?|prefix|formats?|class(?:es)?|id|hash(?:er)?s?|messages?|help|docs?|validators?|label|locator|button|selector|xpath|serializer|backend|algorithm|algo|model|form|view|column|length|re)$/;

function kindOf(word: string | undefined, before: string | undefined): NameKind | undefined {
  const last = word?.replace(/(?<=[^s])s$/, '') ?? '';
  if (PASSWORDS.has(last) || PASSWORD_END.test(last)) return 'password';
  if (SECRETS.has(last) || SECRET_END.test(last)) return 'secret';
  if (KEYS.has(last) || KEY_END.test(last)) return isForOnePage(last, before) ? undefined : 'key';
  if (/^[a-z]{1,12}key$/.test(last) && !NO_KEYS.has(last))
    return OPEN_KEYS.has(last.slice(0, -'key'.length)) ? undefined : 'key';
  if (last !== 'key') return undefined;
  if (before === 'secret') return 'secret';
  return before !== undefined && OPEN_KEYS.has(before) ? undefined : 'key';
}

/** Whether it is sent to every visitor in the form of a page, so that it is not secret. */
const isForOnePage = (last: string, before: string | undefined): boolean =>
  /^[cx]srf/.test(`${before}`) || /^[cx]srf/.test(last);

const SERVICE =
  /(?:^|_)(?:db|database|mysql|postgres|postgresql|pg|sql|mongo|mongodb|redis|rabbit\w*|email|mail|smtp|imap|ftp|ssh|host|gmail)(?:_|$)/;

/** Services that no form asks about. */
const INNER_SERVICE =
  /(?:^|_)(?:db|mysql|postgres|postgresql|pg|sql|mongo|mongodb|redis|rabbit\w*|smtp|imap|ftp|ssh)_/;

/**
 * A setting for a service, as `EMAIL_HOST_PASSWORD`, or what is given to it, as `login(password)`: no label, and no
 * field of a form.
 */
export const isServicePassword = (name: string): boolean =>
  name.endsWith('(password)') ||
  (nameKind(name) === 'password' &&
    ((isSetting(name) && SERVICE.test(name.toLowerCase())) || INNER_SERVICE.test(name)));

export const isSetting = (name: string): boolean => /^[A-Z][A-Z0-9_]*$/.test(name);

/** A setting whose value a person typed, however short: `DB_PASS`, `ADMIN_PASSWORD`. */
export const isPasswordSetting = (name: string): boolean =>
  isSetting(name) &&
  /(?:^|_)(?:ADMIN|ROOT|USER|DB|DATABASE|MYSQL|SQL|MAIL|EMAIL|FTP|SSH|SMTP|WIFI)_(?:PASS|PASSWORD|PASSWD|PWD)$/.test(
    name,
  );

/** The key with which a web application signs, which people also make up of words. */
export const isSigningKey = (name: string): boolean => /^(?:SECRET_KEY|(?:app_)?secret_key)$/.test(name);

/** What stands beside the password in the settings for a server. */
export const isOfServer = (name: string): boolean =>
  /^(?:db_?|mysql_?)?(?:host|hostname|server|database|dbname|engine|port)$/i.test(name);
