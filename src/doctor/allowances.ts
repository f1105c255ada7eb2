import { type ExplainedAllowed, explainAllowances } from '../check/explain-allowances.ts';
import { allowedPattern } from '../fix/attributes-file.ts';
import { allowedAmong } from '../git/attributes.ts';
import { attributesFiles } from '../git/attributes-files.ts';
import { type DecidingLine, decidingLines, matchingLines, shown } from '../git/explain-allowed.ts';
import { filesNamed } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';
import { shellQuote } from '../model/shell-quote.ts';
import { allowedOnlyHere } from './allowed-only-here.ts';

/**
 * Which line allows what, lines that allow all caches, and lines that allow nothing that is tracked.
 *
 * @param suspects - tracked cache files and strays
 * @param allowed - those of them that git says are allowed
 */
export async function examineAllowances(
  repo: Repository,
  suspects: readonly BytePath[],
  allowed: readonly BytePath[],
): Promise<ExplainedAllowed> {
  const { lines, macros, definitions } = decidingLines(
    await attributesFiles(repo, await filesNamed(repo, '.gitattributes'), null),
  );
  if (lines.length === 0 && allowed.length === 0) return { allowed: [], findings: [] };
  const matching = await matchingLines(repo, suspects, lines);
  const used = new Set([...matching.values()].flat());
  const explained = await explainAllowances(repo, allowed, (paths) => allowedAmong(repo, paths));
  const wide = explained.findings.map((finding) => {
    const line = lines.find(({ from, line }) => from.file === finding.file && line === finding.line);
    const named = line === undefined ? undefined : unsetting(line, definitions);
    return named === undefined ? finding : { ...finding, fix: removal(named) };
  });
  const given = givenBy(used, macros);
  const unused = [
    ...lines.filter((line) => !used.has(line)),
    ...definitions.filter(({ macro = '' }) => !given.has(macro)),
  ].filter(
    (line) =>
      unsets(line) &&
      line.from.inRepository &&
      !wide.some(({ file, line: number }) => file === line.from.file && number === line.line),
  );
  const inOrder = unused.toSorted((a, b) =>
    a.from.file === b.from.file ? a.line - b.line : a.from.file < b.from.file ? -1 : 1,
  );
  const onlyHere = await allowedOnlyHere(repo, explained.allowed);
  return {
    allowed: explained.allowed,
    findings: [...wide, ...onlyHere, ...inOrder.map(unusedFinding)],
  };
}

const unsets = ({ states }: DecidingLine): boolean =>
  states.some(([name, state]) => name === 'pyc-guard' && state === 'unset');

/** The line with `-pyc-guard`: the line that was found, or the definition of the macro it uses. */
const unsetting = (line: DecidingLine, definitions: readonly DecidingLine[]): DecidingLine | undefined =>
  unsets(line)
    ? line
    : definitions.find((each) => unsets(each) && line.states.some(([name]) => name === each.macro));

/** The attributes and macros that lines set, directly or through other macros. */
function givenBy(
  lines: Iterable<DecidingLine>,
  macros: ReturnType<typeof decidingLines>['macros'],
): Set<string> {
  const given = new Set<string>();
  for (const { states } of lines) for (const [name] of states) given.add(name);
  // what is added while it goes is visited as well
  for (const name of given) for (const [next] of macros.get(name) ?? []) given.add(next);
  return given;
}

function unusedFinding(line: DecidingLine): Finding {
  const message = 'allows cache files, but no tracked file matches it';
  return { code: 'allow-unused', severity: 'note', ...shown(line), message, fix: removal(line) };
}

/** How to remove the allowance: by a command, or by hand from a file that is not this repository's alone. */
function removal({ from, line, head }: DecidingLine): string {
  const pattern = allowedPattern(head, from.folder);
  return from.inRepository && pattern !== null
    ? `npx pyc-guard allow --remove ${pattern.startsWith('-') ? '-- ' : ''}${shellQuote(pattern)}`
    : `remove -pyc-guard from line ${line} of ${shellQuote(toText(from.file))}`;
}
