import { join, resolve } from 'node:path';
import type { Repository } from '../git/repository.ts';
import { type HookManager, managerOfHook } from '../install/hook-manager.ts';
import type { HookEvent } from '../model/actions.ts';
import { type BytePath, fromText } from '../model/byte-path.ts';
import { readState } from '../model/files.ts';
import type { ManagerConfig } from './config-values.ts';
import { startedByFramework } from './framework-config.ts';
import { lefthookParts, startedByLefthook } from './lefthook-config.ts';
import { startedByOvercommit } from './overcommit-config.ts';
import { type ConfiguredStart, startedBy } from './started-by.ts';

/** Larger files are not read: no real configuration is that large, and YAML references can multiply the size. */
const LARGEST = 256 * 1024;

/** How a hook that is not ours starts pyc-guard, and the file that says so. */
export interface RunByOthers {
  readonly path: BytePath;
  readonly starts: ConfiguredStart;
}

/**
 * Whether another hook runs pyc-guard: through its own text, or through the configuration of the manager
 * that wrote it.
 *
 * @param hook - its text
 * @param stops - whether it is run by `sh -e`
 */
export async function runByOthers(
  repo: Repository,
  event: HookEvent,
  hook: { readonly path: BytePath; readonly text: string; readonly stops: boolean },
): Promise<RunByOthers | null> {
  const manager = managerOfHook(hook.text);
  if (manager === null || manager === 'simple-git-hooks') {
    const text = manager === null ? hook.text : afterPreamble(hook.text);
    const started = startedBy(text, hook.stops);
    return started === null ? null : { path: hook.path, starts: started };
  }
  if (manager === 'hk') return mentionedInHk(repo);
  for (const [name, ...laidOver] of filesOf(manager, hook.text)) {
    const main = await readConfig(repo, name);
    if (main === null) continue;
    const starts =
      manager === 'lefthook'
        ? await startedByMerged(repo, main, laidOver, event)
        : manager === 'overcommit'
          ? startedByOvercommit(main.value, event)
          : startedByFramework(main.value, event);
    return starts === null ? null : { path: fromText(main.file), starts };
  }
  return null;
}

/** hk's configuration is a program in Pkl, so it is only searched for our name. */
function mentionedInHk(repo: Repository): RunByOthers | null {
  const file = ['hk.pkl', '.hk.pkl'].find((name) => {
    const state = readState(join(repo.root, name));
    return state.type === 'file' && state.bytes.includes('pyc-guard');
  });
  return file === undefined ? null : { path: fromText(file), starts: { unread: "doctor can't read Pkl" } };
}

/** lefthook.yml with what it extends and lefthook-local.yml over it; what it fetches from elsewhere is not read. */
async function startedByMerged(
  repo: Repository,
  main: ManagerConfig,
  laidOver: readonly string[],
  event: HookEvent,
): Promise<ConfiguredStart | null> {
  const { names, unread } = lefthookParts(main.value);
  const extended = await Promise.all(names.map((name) => readConfig(repo, name)));
  const local = await Promise.all(laidOver.map((name) => readConfig(repo, name)));
  const starts = startedByLefthook([main, ...[...extended, ...local].filter((each) => each !== null)], event);
  const missing = extended.includes(null) ? 'extends' : unread;
  return starts === null && missing !== undefined
    ? { unread: `doctor does not read all that lefthook takes from \`${missing}\`` }
    : starts;
}

/** simple-git-hooks writes lines that can skip the hook, and then the user's command. */
const afterPreamble = (text: string): string =>
  text.slice(text.lastIndexOf('\nfi\n') + 1).replace(/^fi\n/, '');

const LEFTHOOK = ['lefthook', '.lefthook', '.config/lefthook'];
const FORMATS = ['yml', 'yaml', 'toml', 'json', 'jsonc'];

/** A manager's configuration, from the first file that exists, and the files that override it. */
function filesOf(manager: HookManager, hook: string): [string, ...string[]][] {
  if (manager === 'lefthook') {
    return LEFTHOOK.flatMap((name) =>
      FORMATS.map((format): [string, ...string[]] => [
        `${name}.${format}`,
        ...FORMATS.map((other) => `${name}-local.${other}`),
      ]),
    );
  }
  if (manager === 'overcommit') return [['.overcommit.yml']];
  if (manager !== 'pre-commit' && manager !== 'prek') return [];
  const named = /--config(?:=|["', ]+)["']?([^\s"',)]+)/.exec(hook)?.[1];
  const usual = ['prek.toml', '.pre-commit-config.yaml', '.pre-commit-config.yml'];
  return (named === undefined ? usual : [named]).map((name) => [name]);
}

/** JSON without comments and without commas behind the last item, which JSONC allows. */
const asJson = (text: string): string =>
  [/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, /"(?:\\.|[^"\\])*"|,(?=\s*[}\]])/g].reduce(
    (rest, token) => rest.replace(token, (found) => (found.startsWith('"') ? found : '')),
    text,
  );

/** @returns `null` where there is none, or it can't be read */
async function readConfig(repo: Repository, name: string): Promise<ManagerConfig | null> {
  const state = readState(resolve(repo.root, name));
  if (state.type !== 'file' || state.bytes.length > LARGEST) return null;
  const text = state.bytes.toString();
  try {
    if (/\.jsonc?$/.test(name)) return { file: name, value: JSON.parse(asJson(text)) };
    const { parseToml, parseYaml } = await import('./parse-config.ts');
    return { file: name, value: name.endsWith('.toml') ? parseToml(text) : parseYaml(text) };
  } catch {
    return null; // the manager can't read it either, and says so at the next commit
  }
}
