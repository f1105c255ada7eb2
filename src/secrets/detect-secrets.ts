import type { PseudoEntry, PseudoSource } from '../bytecode/source/writer.ts';
import { appPasswords } from './app-password.ts';
import { candidateLines } from './candidate-lines.ts';
import { commandPasswords } from './command-password.ts';
import { type Hit, type Mentions, MOST_SECRETS } from './hit.ts';
import { innerCredentials, sessionCookies } from './inner-credential.ts';
import { isLogin, loginUrls } from './login-url.ts';
import { type MaskedValue, mask } from './mask.ts';
import { namedCredentials } from './named-credential.ts';
import { introducedTokens, providerTokens } from './provider-tokens.ts';
import { secretlintHits } from './secretlint.ts';

/** Shorter pieces of a value give nothing away. */
const SHORTEST_PIECE = 9;

/** The text between a name and its value. */
const NAME_END = ' = "'.length;

/** A secret and where it is. Its value is in none of the fields, only where `start` and `end` point. */
export interface Secret extends Hit, MaskedValue {
  /** The name it was given, the code object it is in (`Class.method`) and the line of the real source. */
  readonly name: string | undefined;
  readonly qualname: string;
  readonly line: number | undefined;
  /** Of the string that it is in, in the bytecode file. */
  readonly offset: number;
  /** Whether it is in prose, mostly a docstring, where secrets are often examples. */
  readonly isProse: boolean;
}

/**
 * Finds secrets in pseudo-source. It loads some 66 kB of rules: import this module only once there
 * is bytecode to look into.
 *
 * @param onFailure - gets the name of each rule that threw, once
 * @param mentions - asks the whole file, where the source is a part of it
 */
export async function detectSecrets(
  source: PseudoSource,
  onFailure: (rule: string) => void = () => {},
  mentions: Mentions = (pattern) => pattern.test(source.text),
): Promise<Secret[]> {
  const { text } = source;
  if (text === '') return [];
  const hits = [
    ...keys(source, onFailure).filter((hit) => !isExample(text.slice(hit.start, hit.end), hit.rule)),
    ...loginUrls(text),
    ...namedCredentials(source),
    ...appPasswords(source, mentions),
    ...commandPasswords(text, mentions),
    ...innerCredentials(text, mentions),
    ...sessionCookies(text),
  ];
  const found = withoutOverlap(hits.map((hit) => clip(hit, entryAt(source.entries, hit.start)))).slice(
    0,
    MOST_SECRETS,
  );
  const values = found.map(({ start, end }) => source.text.slice(start, end));
  const prose = new Map<PseudoEntry, boolean>();
  const isInProse = (entry: PseudoEntry, { rule, certainty }: Hit): boolean => {
    if (NEVER_PROSE.has(rule)) return false;
    if (ONE_LINE.has(rule)) return text.slice(entry.start, entry.end).includes('\n');
    if (certainty === 'likely' && !URL_RULES.has(rule) && isUsed(entry)) return false;
    const known = prose.get(entry) ?? isProse(entry, text.slice(entry.start, entry.end));
    prose.set(entry, known);
    return known;
  };
  return found.map((hit, index) => {
    const entry = entryAt(source.entries, hit.start);
    return {
      ...hit,
      ...mask(values[index] ?? ''),
      name: withoutValues(entry?.name, values),
      qualname: withoutValues(entry?.qualname, values) ?? '',
      line: entry?.line,
      offset: entry?.offset ?? 0,
      isProse: entry !== undefined && isInProse(entry, hit),
    };
  });
}

/** The only rule for what goes over several lines. */
const PRIVATE_KEY = 'privatekey';

/** Secrets with a known form. Rules get only the lines that can contain one, except for private keys, which span lines. */
function keys(source: PseudoSource, onFailure: (rule: string) => void): Hit[] {
  const lines = candidateLines(source);
  const inLines =
    lines.text === ''
      ? []
      : [
          ...secretlintHits(lines.text, onFailure, (rule) => rule !== PRIVATE_KEY),
          ...providerTokens(lines.text),
          ...introducedTokens(lines.text),
        ];
  return [
    ...secretlintHits(source.text, onFailure, (rule) => rule === PRIVATE_KEY),
    ...inLines.map((hit) => ({
      ...hit,
      start: lines.toWhole(hit.start),
      end: lines.toWhole(hit.end - 1) + 1,
    })),
  ];
}

/** Rules that report the example logins of manuals as secrets. */
const URL_RULES: ReadonlySet<string> = new Set(['basicauth', 'database-connection-string']);

const isExample = (found: string, rule: string): boolean => URL_RULES.has(rule) && !isLogin(found);

/** Rules whose findings are never mere examples. */
const NEVER_PROSE: ReadonlySet<string> = new Set([PRIVATE_KEY, 'gcp']);

/** Rules whose findings stand in texts of several words that are no prose. */
const ONE_LINE: ReadonlySet<string> = new Set(['command-password', 'session-cookie']);

/** Whether the code loads a text, as no code loads the docstring of a function. */
const isUsed = ({ name, line }: PseudoEntry): boolean => name !== '__doc__' && line !== undefined;

/** Text that is JSON is none. */
function isProse({ name }: PseudoEntry, value: string): boolean {
  if (/^\s*\{/.test(value)) return false;
  // From the beginnings of words only, since a search from every letter of one long word takes quadratic time.
  return name === '__doc__' || /\n|(?<!\S)(?:\S+ ){6}/.test(value.trim());
}

/**
 * What is masked and searched for elsewhere is the value alone. secretlint's rule for AWS begins at
 * the name and counts the length of the value from there, so that its end means nothing. The name
 * itself can be the secret, as the key of a dictionary.
 */
function clip(hit: Hit, entry: PseudoEntry | undefined): Hit {
  if (!entry || hit.end <= entry.start - NAME_END) return hit;
  if (hit.start < entry.start) return { ...hit, start: entry.start, end: entry.end };
  return { ...hit, end: Math.min(hit.end, entry.end) };
}

/** A name that contains a secret, as a dictionary key can, or is a part of one, is not reported. */
function withoutValues(name: string | undefined, values: readonly string[]): string | undefined {
  if (name === undefined) return undefined;
  const isPiece = (value: string): boolean => name.length >= SHORTEST_PIECE && value.includes(name);
  return values.some((value) => name.includes(value) || isPiece(value)) ? undefined : name;
}

/** One finding for a value that several rules report: that of the most certain rule. */
function withoutOverlap(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  for (const hit of hits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || hit.start >= last.end) kept.push(hit);
    else if (last.certainty === 'possible' && hit.certainty === 'likely') kept[kept.length - 1] = hit;
  }
  return kept;
}

/** The first entry that ends after `position`. */
function entryAt(entries: readonly PseudoEntry[], position: number): PseudoEntry | undefined {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.end ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return entries[low];
}
