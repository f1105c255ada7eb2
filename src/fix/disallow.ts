import { resolve } from 'node:path';
import { attributesFiles } from '../git/attributes-files.ts';
import { type DecidingLine, decidingLines } from '../git/explain-allowed.ts';
import { filesNamed } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { readState } from '../model/files.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import { allowedPattern, atTop, removeAllowances } from './attributes-file.ts';
import { attributesPatch, planStaging } from './stage-attributes.ts';

/**
 * Removes what allows these patterns from every attributes file of this repository, and stages that. Other
 * attributes of the lines stay.
 *
 * @param patterns - as `.gitattributes` at the top would have them, or as `allow` was given them in this folder
 * @throws GuardError if no line allows one of them
 */
export async function disallow(repo: Repository, patterns: readonly string[]): Promise<Outcome<'allow'>> {
  const files = await attributesFiles(repo, await filesNamed(repo, '.gitattributes'), null);
  const { lines, definitions } = decidingLines(files.filter(({ inRepository }) => inRepository));
  const known = [...lines, ...definitions].filter(unsets);
  const wanted = new Set(patterns.flatMap((pattern) => expectAllowed(pattern, known, repo.prefix)));
  const isWanted = (line: DecidingLine): boolean => wanted.has(nameOf(line) ?? '');
  const actions = [];
  let edited = false;
  for (const from of new Set(known.filter(isWanted).map((line) => line.from))) {
    const target = resolve(repo.root, toText(from.file));
    const state = readState(target);
    if (state.type !== 'file') continue; // only the index has it
    const remove = (old: Uint8Array | null) => removeAllowances(old ?? new Uint8Array(), from.folder, wanted);
    const { lines: removed, after } = remove(state.bytes);
    const isCommitted = /(?:^|\/)\.gitattributes$/.test(from.file);
    const staging = isCommitted ? await planStaging(repo, from.file, remove, after) : null;
    edited ||= staging?.edited ?? false;
    actions.push({
      ...attributesPatch(from.file, removed, {
        file: { target, before: state.bytes, after },
        index: staging?.index ?? null,
      }),
      removed: true as const,
    });
  }
  const removed = actions.reduce((sum, { lines: its }) => sum + its.length, 0);
  return outcome({
    actions,
    warnings: edited
      ? [
          {
            code: 'not-staged',
            message:
              '.gitattributes has changes of your own that are not staged, so the removal was not staged: `git add -p`',
          },
        ]
      : [],
    summary: { patternsAdded: 0, patternsRemoved: removed },
  });
}

const unsets = ({ states }: DecidingLine): boolean =>
  states.some(([name, state]) => name === 'pyc-guard' && state === 'unset');

const nameOf = ({ head, from }: DecidingLine): string | null => allowedPattern(head, from.folder);

function expectAllowed(pattern: string, known: readonly DecidingLine[], prefix: BytePath): string[] {
  const names = new Set(known.map(nameOf));
  const meant = [pattern, pattern.startsWith('[attr]') ? pattern : atTop(pattern, prefix)];
  const found = meant.find((each) => names.has(each));
  if (found !== undefined) return [found];
  const all = [...names].filter((each) => each !== null);
  throw new GuardError(
    'no-match',
    `no attributes file of this repository allows "${pattern}"`,
    all.length === 0 ? 'Nothing is allowed here.' : `Name one of these: ${all.slice(0, 20).join(', ')}`,
  );
}
