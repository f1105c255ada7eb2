import type { Repository } from '../git/repository.ts';
import type { Action, Outcome } from '../types.ts';
import { outcome } from './outcome.ts';
import { IGNORE_FILE, planIgnore } from './plan-ignore.ts';

/** Makes the three lines hold in `.gitignore` at the top. Stages nothing. */
export async function ignore(repo: Repository): Promise<Outcome> {
  const { target, lines, before, after, findings } = planIgnore(repo.root);
  const actions: Action[] = [];
  if (lines.length > 0) {
    actions.push({
      do: 'patch-ignore',
      path: IGNORE_FILE,
      lines,
      plan: { file: { target, before, after }, index: null },
    });
  }
  return outcome({ actions, findings, summary: { ignoreLinesAdded: lines.length } });
}
