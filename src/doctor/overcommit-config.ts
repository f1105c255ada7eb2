import type { HookEvent } from '../model/actions.ts';
import { isTable } from './config-values.ts';
import { type ConfiguredStart, startedBy } from './started-by.ts';

/** Keys by which overcommit skips a hook, or lets its failure pass (https://github.com/sds/overcommit#hook-options). */
const CONDITIONS = [
  'include',
  'exclude',
  'exclude_branches',
  'on_fail',
  'skip',
  'skip_if',
  'required_library',
];

/**
 * What of pyc-guard overcommit's configuration starts at an event. It knows no pre-merge-commit.
 *
 * @returns `null` if it does not name pyc-guard for that event
 */
export function startedByOvercommit(config: unknown, event: HookEvent): ConfiguredStart | null {
  const name = event.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const hooks = isTable(config) ? config[name] : undefined;
  if (!isTable(hooks)) return null;
  let condition: ConfiguredStart | null = null;
  for (const hook of Object.values(hooks).filter(isTable)) {
    const words = Array.isArray(hook.command) ? hook.command : [hook.command ?? hook.required_executable];
    const started = hook.enabled === true ? startedBy(words.map(String).join(' ')) : null;
    if (started === null) continue;
    const only = CONDITIONS.find((key) => hook[key] !== undefined);
    if (only === undefined) return started;
    condition = { only };
  }
  return condition;
}
