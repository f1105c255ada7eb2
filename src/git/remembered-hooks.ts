import type { ConfigFileWas } from '../model/actions.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';

/** The events for which hooks were installed in this repository, in its own configuration. */
export interface RememberedHooks {
  readonly events: readonly string[];
  /** What the configuration file was before our first setting, where that is worth a note. */
  readonly fileWas: ConfigFileWas | undefined;
  readonly any: boolean;
}

export async function rememberedHooks(repo: Repository): Promise<RememberedHooks> {
  const args = ['config', '--local', '-z', '--get-regexp', '^pyc-guard\\.(hook|filewas)$'];
  const { stdout } = await git(repo.root, args, { accept: [0, 1] });
  const entries = stdout
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((entry) => entry.split('\n'));
  const was = entries.find(([key]) => key === 'pyc-guard.filewas')?.[1];
  return {
    events: entries.flatMap(([key, value = '']) => (key === 'pyc-guard.hook' ? [value] : [])),
    fileWas: was === 'absent' || was === 'unterminated' ? was : undefined,
    any: entries.length > 0,
  };
}
