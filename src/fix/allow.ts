import { join } from 'node:path';
import type { Repository } from '../git/repository.ts';
import { fromText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { readState } from '../model/files.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import type { Warning } from '../model/warnings.ts';
import { patchAttributes } from './attributes-file.ts';
import { attributesPatch, planStaging } from './stage-attributes.ts';

const ATTRIBUTES_FILE = fromText('.gitattributes');

/**
 * Adds `PATTERN -pyc-guard` to `.gitattributes` at the top, for each pattern that is not there yet, and
 * stages it: committed without it, what is allowed here is blocked in every clone.
 */
export async function allow(repo: Repository, patterns: readonly string[]): Promise<Outcome<'allow'>> {
  const target = join(repo.root, '.gitattributes');
  const state = readState(target);
  if (state.type === 'link' || state.type === 'other') {
    throw new GuardError(
      'not-a-file',
      `${target} is not a regular file, so git does not read it`,
      'Replace it with a regular file, then try again.',
    );
  }
  const before = state.type === 'file' ? state.bytes : null;
  const { lines, after } = patchAttributes(before, patterns, repo.prefix);
  const { index, staged, edited } = await planStaging(
    repo,
    ATTRIBUTES_FILE,
    (old) => patchAttributes(old, patterns, repo.prefix),
    after,
  );
  const warnings = edited ? [NOT_STAGED] : [];
  if (lines.length === 0 && index === null) return outcome({ warnings, summary: { patternsAdded: 0 } });
  return outcome({
    actions: [
      attributesPatch(ATTRIBUTES_FILE, lines.length > 0 ? lines : staged, {
        file: lines.length > 0 ? { target, before, after } : null,
        index,
      }),
    ],
    warnings,
    summary: { patternsAdded: lines.length },
  });
}

const NOT_STAGED: Warning = {
  code: 'not-staged',
  message:
    '.gitattributes has changes of your own that are not staged, so it was not staged: `git add -p .gitattributes` (`git add .gitattributes` if it is new), or what is allowed here is blocked in every clone',
};
