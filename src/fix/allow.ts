import { join } from 'node:path';
import type { Repository } from '../git/repository.ts';
import { fromText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { readState } from '../model/files.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import { patchAttributes } from './attributes-file.ts';

const ATTRIBUTES_FILE = fromText('.gitattributes');

/** Adds `PATTERN -pyc-guard` to `.gitattributes` at the top, for each pattern that is not there yet. */
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
  if (lines.length === 0) return outcome({ summary: { patternsAdded: 0 } });
  return outcome({
    actions: [
      {
        do: 'patch-attributes',
        path: ATTRIBUTES_FILE,
        lines,
        plan: { file: { target, before, after }, index: null },
      },
    ],
    summary: { patternsAdded: lines.length },
  });
}
