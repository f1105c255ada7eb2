import type { HookEvent } from '../model/actions.ts';
import { isTable, tablesIn } from './config-values.ts';
import { type ConfiguredStart, startedBy } from './started-by.ts';

/** Names of stages before pre-commit 3.2. */
const OLD_STAGES: Readonly<Record<string, string>> = {
  commit: 'pre-commit',
  'merge-commit': 'pre-merge-commit',
  push: 'pre-push',
};

/** Keys by which a hook is skipped in some cases. */
const FILTERS = ['files', 'exclude', 'types', 'types_or', 'exclude_types'];

/**
 * What the configuration of pre-commit or prek starts of pyc-guard at an event.
 * https://pre-commit.com/#pre-commit-configyaml---hooks
 *
 * @returns `null` if it does not name pyc-guard for that event
 */
export function startedByFramework(config: unknown, event: HookEvent): ConfiguredStart | null {
  if (!isTable(config)) return null;
  const hooks = tablesIn(config.repos).flatMap((repo) =>
    tablesIn(repo.hooks).map((hook) => ({ hook, isLocal: repo.repo === 'local' })),
  );
  let condition: ConfiguredStart | null = null;
  for (const { hook, isLocal } of hooks) {
    const started = isLocal
      ? startedBy([hook.entry, ...(Array.isArray(hook.args) ? hook.args : [])].join(' '))
      : hook.id === 'pyc-guard' || hook.id === 'pyc-guard-cli'
        ? 'program'
        : null;
    if (started === null || !inStages(hook.stages ?? config.default_stages, event)) continue;
    const always = hook.always_run === undefined ? !isLocal : hook.always_run === true;
    const filter = always ? undefined : FILTERS.find((key) => hook[key] !== undefined);
    if (filter === undefined) return started;
    condition = { only: `${filter} of its hook ${String(hook.id)}` };
  }
  return condition;
}

function inStages(stages: unknown, event: HookEvent): boolean {
  if (!Array.isArray(stages) || stages.length === 0) return true;
  return stages.some((stage) => (OLD_STAGES[stage] ?? stage) === event);
}
