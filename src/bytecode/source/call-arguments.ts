/** What the arguments of a call are, by position; of one that says nothing, undefined. */
export type ArgumentRoles = readonly (string | undefined)[];

/**
 * `pair`: the last two arguments are a name and its value. `owner`: the argument is entered into what the call is
 * made on. A string: so are all arguments.
 */
export type CallRule = { readonly roles: ArgumentRoles } | 'pair' | 'owner' | { readonly all: string };

const roles = (...of: (string | undefined)[]): CallRule => ({ roles: of });
const _ = undefined;
const SECOND = roles(_, 'password');
const THIRD = roles(_, _, 'password');

/** Functions of well-known libraries whose arguments are mostly given by position. */
const RULES = new Map<string, CallRule>(
  Object.entries({
    ...named('get getenv setdefault setattr set set_option putenv config env environ option define', 'pair'),
    ...named('get_config getconfig get_env getattr pop set_key fill type add_secret', 'pair'),
    ...named('send_keys sendKeys set_value setText setValue insert insertText write_text', 'owner'),
    ...named('login authenticate sign_in auth HTTPBasicAuth HTTPDigestAuth BasicAuth basic_auth', SECOND),
    ...named('HTTPProxyAuth HttpNtlmAuth PlainCredentials PlainTextAuthProvider BasicAuthentication', SECOND),
    ...named('UsernamePasswordCredentials username_pw_set SMTP Credentials login_user set_auth', SECOND),
    ...named('FTP FTP_TLS create_user create_superuser FTPHost', THIRD),
    ...named('set_password check_password setpassword make_password set_passwd', roles('password')),
    'cx_Oracle.connect': SECOND,
    'oracledb.connect': SECOND,
    'db.bind': roles(_, _, _, 'password'),
    ...named('run start login', roles('key', 'password')),
    ...named('from_key privateKeyToAccount from_private_key private_key_to_account', roles('key')),
    ...named('sign_transaction signTransaction', roles(_, 'key')),
    'jwt.encode': roles(_, 'secret'),
    'jwt.decode': roles(_, 'secret'),
    'hmac.new': roles('secret'),
    ...named('Fernet AES.new DES.new DES3.new ARC4.new Blowfish.new', roles('secret')),
    ...named('Serializer URLSafeSerializer URLSafeTimedSerializer Signer', roles('secret')),
    ...named('TimedJSONWebSignatureSerializer TimestampSigner JSONWebSignatureSerializer', roles('secret')),
    TelegramClient: roles(_, _, 'key'),
    StringSession: roles('key'),
    ...named('set_access_token setAccessToken OAuthHandler AppAuthHandler OAuth1 OAuth1Session', {
      all: 'key',
    }),
    ...named('Pusher TeleBot Github Gitlab Slacker SlackClient WebClient connect_s3', { all: 'key' }),
  } satisfies Record<string, CallRule>),
);

function named(names: string, rule: CallRule): Record<string, CallRule> {
  return Object.fromEntries(names.split(' ').map((name) => [name, rule]));
}

/** Names of classes and functions that take the credentials of a service. */
const TAKES_KEYS =
  /(?:client|api|bot|auth|token|key|secret|creds|credentials?|hub|twitter|oauth\d?(?:session)?|cipher)$/i;
const KEYS: CallRule = { all: 'key' };

/** Keyword arguments that are the value of what the first arguments name. */
export const isDefault = (keyword: string): boolean => /^(?:default|fallback|default_value)$/.test(keyword);

/** Functions that give back their first argument in another form. */
export const givesBack = (callee: string): boolean =>
  /^(?:bytes|bytearray|str|unicode|b|u|SecretStr|Secret|Field|b64decode|unhexlify|fromhex|a2b_hex|literal)$/.test(
    callee,
  );

/** Methods of a text that give it back in another form. */
export const givesItself = (method: string): boolean =>
  /^(?:encode|decode|strip|lstrip|rstrip|format)$/.test(method);

/** Names of a user and a password, one after the other, in small letters. */
export const LOGINS: ReadonlySet<string> = new Set(
  ['', 'http', 'http_', 'proxy', 'proxy_', 'basic', 'basic_']
    .map((kind) => `${kind}auth`)
    .concat(
      ['', 'default_'].flatMap((kind) => ['login', 'creds', 'credentials'].map((name) => `${kind}${name}`)),
    ),
);

/** Whether a name is one of them, in capitals or not. */
export const isLogin = (name: string): boolean => LOGINS.has(name.toLowerCase());

/**
 * The rule for a call; undefined if its arguments say nothing.
 *
 * @param owner - the object whose method it is
 * @param strings - by position, whether an argument is a text; one that is not known may be
 */
export function callRule(
  callee: string,
  owner: string | undefined,
  strings: readonly boolean[],
): CallRule | undefined {
  if (callee === 'connect') return RULES.get(`${owner}.connect`) ?? connectRule(strings);
  const known = RULES.get(`${owner}.${callee}`) ?? RULES.get(callee);
  if (known && !(callee === 'run' && strings.length > 1)) return known;
  return TAKES_KEYS.test(callee) ? KEYS : undefined;
}

/** Functions and modules with a rule that names arguments after what they are. */
export const TAKERS: ReadonlySet<string> = new Set([
  'connect',
  ...[...RULES].flatMap(([name, rule]) => (typeof rule === 'string' ? [] : [name.replace(/\..*/, '')])),
]);

/** Whether `callRule` may name arguments of this function, or of a method of an object of this name. */
export const mayTakeCredentials = (name: string): boolean => TAKERS.has(name) || TAKES_KEYS.test(name);

/** `connect(network, password)`, `connect(host, user, password)`, `connect(host, 22, user, password)` */
function connectRule(strings: readonly boolean[]): CallRule | undefined {
  if (strings.length === 2) return roles(_, 'pass');
  if (strings.length < 3) return undefined;
  return strings.length >= 4 && strings[1] === false ? roles(_, _, _, 'password') : THIRD;
}
