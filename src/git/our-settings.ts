import { join } from 'node:path';
import type { ConfigFileWas, ConfigPlan } from '../model/actions.ts';
import { ask } from './ask.ts';
import type { Repository } from './repository.ts';
import { userConfigFile } from './user-paths.ts';

/** One of our hooks in git's configuration. */
export interface ConfigHook {
  readonly name: string;
  readonly command: string | undefined;
  readonly events: readonly string[];
  readonly enabled: boolean;
}

type ConfigScope = ConfigPlan['scope'];

/** What `install` has written to git's configuration in one scope. */
export interface OurSettings {
  /** A folder to start git in. */
  readonly root: string;
  readonly scope: ConfigScope;
  /** The file that git writes this scope to. */
  readonly file: string;
  readonly hooks: readonly ConfigHook[];
  /** The events for which hooks were installed, by whatever route. */
  readonly events: readonly string[];
  /** Whether anything is recorded beside the hooks. */
  readonly records: boolean;
  /** What the file was before our first setting, if it has to be restored. */
  readonly fileWas: ConfigFileWas | undefined;
}

/** Our settings in the configuration that all work trees of a repository share. */
export const localSettings = (repo: Repository): Promise<OurSettings> =>
  ourSettings(repo.root, 'local', join(repo.commonDir, 'config'));

/** Our settings in the user's own configuration. */
export const globalSettings = (cwd: string): Promise<OurSettings> =>
  ourSettings(cwd, 'global', userConfigFile());

async function ourSettings(root: string, scope: ConfigScope, file: string): Promise<OurSettings> {
  const keys = '^(hook\\.pyc-guard.*|pyc-guard\\.(hook|filewas))$';
  const answer = await ask(root, ['config', `--${scope}`, '-z', '--get-regexp', keys], { accept: [0, 1] });
  const settings = answer.split('\0').filter(Boolean).map(parseSetting);
  const ofHooks = settings.filter(({ section }) => section.startsWith('hook.'));
  const records = settings.filter(({ section }) => section === 'pyc-guard');
  const names = new Set(ofHooks.map(({ section }) => section.slice('hook.'.length)));
  return {
    root,
    scope,
    file,
    hooks: [...names].map((name) => configHook(name, valuesIn(ofHooks, `hook.${name}`))),
    events: valuesIn(records, 'pyc-guard')('hook'),
    records: records.length > 0,
    fileWas: settings
      .filter(({ name }) => name === 'filewas')
      .map(({ value }) => value)
      .find(isFileState),
  };
}

function configHook(name: string, valuesOf: (variable: string) => string[]): ConfigHook {
  const off = /^(?:false|no|off|0)$/i.test(valuesOf('enabled').at(-1) ?? 'true');
  return { name, command: valuesOf('command').at(-1), events: valuesOf('event'), enabled: !off };
}

interface Setting {
  readonly section: string;
  readonly name: string;
  readonly value: string;
}

/** An answer of `git config -z`: the key, and its value on the next line. */
function parseSetting(entry: string): Setting {
  const [key = '', ...value] = entry.split('\n');
  const dot = key.lastIndexOf('.');
  return { section: key.slice(0, dot), name: key.slice(dot + 1), value: value.join('\n') };
}

const valuesIn =
  (settings: readonly Setting[], section: string) =>
  (name: string): string[] =>
    settings.filter((each) => each.section === section && each.name === name).map(({ value }) => value);

const isFileState = (was: string): was is ConfigFileWas => was === 'absent' || was === 'unterminated';
