import type { HookEvent } from '../model/actions.ts';
import { isTable, type ManagerConfig, type Table, tablesIn } from './config-values.ts';
import { type ConfiguredStart, startedBy } from './started-by.ts';

/** Keys by which lefthook skips a hook or a command (https://lefthook.dev/configuration). */
const CONDITIONS = ['skip', 'only', 'glob', 'files', 'exclude', 'file_types', 'root'];

/**
 * What lefthook's configuration starts of pyc-guard at an event.
 *
 * @param configs - the main file, then those that override it
 * @returns `null` if it does not name pyc-guard for that event
 */
export function startedByLefthook(
  configs: readonly ManagerConfig[],
  event: HookEvent,
): ConfiguredStart | null {
  const merged = configs.reduce<unknown>((below, { value }) => overlay(below, value), {});
  const hook = isTable(merged) ? merged[event] : undefined;
  if (!isTable(hook)) return null;
  const commands = isTable(hook.commands) ? Object.values(hook.commands).filter(isTable) : [];
  let condition: ConfiguredStart | null = null;
  for (const command of [...commands, ...flat(tablesIn(hook.jobs))]) {
    const started = typeof command.run === 'string' ? startedBy(command.run) : null;
    if (started === null) continue;
    const only = [command, hook].flatMap((each) => CONDITIONS.filter((key) => canSkip(each[key])))[0];
    if (only === undefined) return started;
    condition = { only };
  }
  return condition;
}

/** The files of this machine that a configuration extends, and the key by which it takes what can't be read. */
export function lefthookParts(config: unknown): { names: readonly string[]; unread?: string } {
  if (!isTable(config)) return { names: [] };
  const extended = Array.isArray(config.extends) ? config.extends.map(String) : [];
  const names = extended.filter((name) => !/[*?[{]/.test(name));
  if (config.remotes || config.remote) return { names, unread: 'remotes' };
  return names.length < extended.length ? { names, unread: 'extends' } : { names };
}

/** Whether a key can skip anything: `skip: false` and empty lists can't. */
const canSkip = (value: unknown): boolean =>
  value !== undefined && value !== false && value !== null && !(Array.isArray(value) && value.length === 0);

/** Jobs, those of groups too, with the conditions of the group. */
const flat = (jobs: readonly Table[]): Table[] =>
  jobs.flatMap((job) =>
    isTable(job.group) ? flat(tablesIn(job.group.jobs)).map((each) => ({ ...job, ...each })) : [job],
  );

/** Merges configurations as lefthook merges lefthook-local.yml into lefthook.yml: by tables, and jobs by name. */
function overlay(below: unknown, above: unknown): unknown {
  if (Array.isArray(below) && Array.isArray(above)) {
    const named: unknown[] = tablesIn(above).flatMap(({ name }) => (name === undefined ? [] : [name]));
    return [...below.filter((each) => !(isTable(each) && named.includes(each.name))), ...above];
  }
  if (!isTable(below) || !isTable(above)) return above ?? below;
  const keys = new Set([...Object.keys(below), ...Object.keys(above)]);
  return Object.fromEntries([...keys].map((key) => [key, overlay(below[key], above[key])]));
}
