import { join } from 'node:path';
import type { OurSettings } from '../../git/our-settings.ts';
import type { Repository } from '../../git/repository.ts';
import type { Action, ConfigFileWas, HookEvent } from '../../model/actions.ts';
import { lstatOrNull, readState, realPath } from '../../model/files.ts';
import { isOurs, ownHookName, shippedScript } from '../hook-files.ts';
import { deletion, stateAt, writeScript } from './hook-file.ts';

/** The folder of the scripts that git's configuration names: shared by all work trees. */
export const configFolder = (repo: Repository): string => join(repo.commonDir, 'pyc-guard');

/**
 * The command for one repository. It holds no path of this machine, so a repository that is moved
 * keeps its hook, and `sh` needs no executable bit; only in a linked work tree, where `.git` is a file, does the command have to ask git.
 */
export const localCommand = (event: HookEvent): string =>
  `sh "$([ -d .git ] && echo .git || git rev-parse --git-common-dir)"/pyc-guard/${shippedScript(event)}`;

/** The command for every repository of a user. */
export const globalCommand = (file: string): string => `sh '${file.replaceAll("'", "'\\''")}'`;

/** Makes git run the hook through its configuration, which does not touch any hook file. */
export function planConfig(
  repo: Repository,
  settings: OurSettings,
  events: readonly HookEvent[],
  command: (event: HookEvent) => string = localCommand,
): Action[] {
  return [...planScriptFiles(repo, configFolder(repo), events), ...planSettings(settings, events, command)];
}

/** Writes the scripts that are missing or out of date in a folder of ours. */
export function planScriptFiles(
  repo: Repository | null,
  folder: string,
  events: readonly HookEvent[],
): Action[] {
  const scripts = new Map(events.map((event) => [shippedScript(event), event]));
  return [...scripts].flatMap(([name, event]) => {
    const file = join(folder, name);
    return ['current', 'not-executable'].includes(stateAt(file, event))
      ? []
      : [writeScript(repo, file, event, 'config')];
  });
}

/** Adds a value unless it is there, also where another run has added it meanwhile (git-config(1)). */
const addOnce = (key: string, value: string): string[] => ['--replace-all', key, value, `^${value}$`];

/** `command` is set before `event`: an event without a command breaks every hook run (git-hook(1)). */
export function planSettings(
  { root, scope, file, hooks: installed }: OurSettings,
  events: readonly HookEvent[],
  command: (event: HookEvent) => string,
): Action[] {
  const actions: Action[] = [];
  const set = (key: string, value: string, args: readonly string[]): void => {
    actions.push({ do: 'set-config', key, value, plan: { root, scope, args } });
  };
  const [first] = events;
  const was = installed.length === 0 ? fileWas(file) : null;
  if (first !== undefined && was !== null) {
    const key = `hook.${ownHookName(first)}.fileWas`; // git ignores this key; uninstall reads it
    set(key, was, [key, was]);
  }
  const done = new Set<string>();
  for (const event of events) {
    const name = ownHookName(event);
    const hook = installed.find((each) => each.name === name);
    const key = `hook.${name}`;
    if (!done.has(name) && hook?.command !== command(event)) {
      set(`${key}.command`, command(event), ['--replace-all', `${key}.command`, command(event)]);
    }
    if (!done.has(name) && hook?.enabled === false) {
      actions.push({
        do: 'unset-config',
        key: `${key}.enabled`,
        plan: { root, scope, args: ['--unset-all', `${key}.enabled`] },
      });
    }
    done.add(name);
    if (!hook?.events.includes(event)) set(`${key}.event`, event, addOnce(`${key}.event`, event));
  }
  return actions;
}

/** Records the events for which hooks were installed, so that doctor notices if one has disappeared. */
export function planRemember(
  { root, scope, file, hooks, events: known, records }: OurSettings,
  events: readonly HookEvent[],
  planned: readonly Action[],
): Action[] {
  const missing = events.filter((event) => !known.includes(event));
  if (missing.length === 0) return [];
  const isFirst = !records && planned.length === 0 && hooks.length === 0;
  const was = isFirst ? fileWas(file) : null;
  const set = (key: string, value: string): Action => ({
    do: 'set-config',
    key,
    value,
    plan: { root, scope, args: addOnce(key, value) },
  });
  return [
    ...(was === null ? [] : [set('pyc-guard.fileWas', was)]),
    ...missing.map((event) => set('pyc-guard.hook', event)),
  ];
}

/** Removes the settings, and the scripts they name. */
export function unplanConfig(
  repo: Repository,
  settings: OurSettings,
  allEvents: readonly HookEvent[],
): Action[] {
  return [...unplanSettings(settings), ...unplanScriptFiles(repo, configFolder(repo), allEvents)];
}

/** A whole section is removed in one write, so that no event is left without its command. */
export function unplanSettings({ root, scope, file, hooks, records, fileWas: as }: OurSettings): Action[] {
  const leave = as === undefined ? {} : { leave: { file, as } };
  const sections = [...hooks.map(({ name }) => `hook.${name}`), ...(records ? ['pyc-guard'] : [])];
  return sections.map((section, i) => ({
    do: 'unset-config',
    key: section,
    plan: {
      root,
      scope,
      args: ['--remove-section', section],
      ...(i === sections.length - 1 && leave),
    },
  }));
}

/** What must be restored in a configuration file because git does not undo it; `null` if nothing. */
function fileWas(file: string): ConfigFileWas | null {
  const state = readState(realPath(file));
  if (state.type === 'absent') return 'absent';
  const unterminated = state.type === 'file' && state.bytes.length > 0 && state.bytes.at(-1) !== 0x0a;
  return unterminated ? 'unterminated' : null;
}

export function unplanScriptFiles(
  repo: Repository | null,
  folder: string,
  allEvents: readonly HookEvent[],
): Action[] {
  const scripts = new Map(allEvents.map((event) => [shippedScript(event), event]));
  return [...scripts].flatMap(([name, event]) => {
    const file = join(folder, name);
    return lstatOrNull(file) !== null && isOurs(stateAt(file, event)) ? [deletion(repo, file)] : [];
  });
}
