import { allowedAmong } from '../git/attributes.ts';
import { attributesAsOf } from '../git/attributes-as-of.ts';
import { headCommit } from '../git/object-id.ts';
import type { Repository } from '../git/repository.ts';
import { type Allowance, aboutLine } from '../model/allowance.ts';
import { toText } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';
import { pathFrom } from '../model/resolve-path.ts';
import { shellQuote } from '../model/shell-quote.ts';

/** Findings about paths that only this clone allows, so that others block the same commit. Git is asked for each path. */
export async function allowedOnlyHere(repo: Repository, allowed: readonly Allowance[]): Promise<Finding[]> {
  if (allowed.length === 0) return [];
  const paths = allowed.map(({ path }) => path);
  const [inIndex, inHead, caseSensitive] = await Promise.all([
    allowedAmong(repo, paths, { flags: ['--cached'] }),
    headCommit(repo).then(async (head) =>
      head !== null ? (await attributesAsOf(repo))(head, paths) : new Set<string>(),
    ),
    allowedAmong(repo, paths, { global: ['-c', 'core.ignorecase=false'] }),
  ]);
  const findings = allowed.flatMap((allowance): Finding[] => {
    const { path, file } = allowance;
    const add = file === undefined ? {} : { fix: `git add ${shellQuote(pathFrom(repo.prefix, file))}` };
    if (!caseSensitive.has(path)) return [finding(allowance, otherCase(toText(path)))];
    if (file !== undefined && !/(?:^|\/)\.gitattributes$/.test(file)) return [finding(allowance, ELSEWHERE)];
    if (!inIndex.has(path)) return [{ ...finding(allowance, NOT_STAGED), ...add }];
    if (!inHead.has(path)) return [{ ...finding(allowance, NOT_COMMITTED), severity: 'note' }];
    return [];
  });
  const seen = new Set<string>();
  return findings.filter(({ file, line, message }) => {
    const key = `${file}:${line}:${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

const NOT_STAGED = 'is not staged: without it, what it allows is blocked in every other clone';
const NOT_COMMITTED = 'is staged and not committed: commit it together with what it allows';
const ELSEWHERE = 'allows files in this clone only: every other clone blocks them';
const otherCase = (path: string): string =>
  `allows ${path} only where case does not matter: elsewhere it is blocked, so write the pattern in the case that git has`;

const finding = ({ file, line, pattern }: Allowance, message: string): Finding => ({
  code: 'allow-uncommitted',
  severity: 'warning',
  ...(file !== undefined && line !== undefined && pattern !== undefined && { file, line, pattern }),
  message: aboutLine({ file }, message),
});
