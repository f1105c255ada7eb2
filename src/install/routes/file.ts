import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import type { Action, HookEvent } from '../../model/actions.ts';
import { toText } from '../../model/byte-path.ts';
import { GuardError } from '../../model/errors.ts';
import { hiddenProgram } from '../../model/files.ts';
import {
  addBlock,
  type Block,
  type BlockNotes,
  blockState,
  type RestOfHook,
  removeBlock,
} from '../hook-block.ts';
import {
  addedLines,
  type HookFile,
  hookState,
  isOurs,
  legacyHook,
  ownHookName,
  previousHook,
} from '../hook-files.ts';
import { isShellScript } from '../hook-language.ts';
import { managerOfHook, runsLegacy } from '../hook-manager.ts';
import type { HooksPlace } from '../hooks-place.ts';
import { stageChange, stageNew } from '../team-folder.ts';
import { readHook, readScript, shownPath, stateAt, writeHook, writeScript } from './hook-file.ts';
import { moveHook, restoreEarlier } from './moved-hook.ts';

const SHEBANG = '#!/bin/sh\n';

/** Starts the program that git would run if this hook were not there, by the same path. */
const STARTS_PROGRAM = '#!/bin/sh\n[ ! -x "$0.exe" ] || exec "$0.exe" "$@"\n';

/** What a hook that `install` creates holds besides our lines. @param platform - replaced in tests */
export const newHook = (file: string, platform?: NodeJS.Platform): string =>
  hiddenProgram(file, platform) === null ? SHEBANG : STARTS_PROGRAM;

/** Whether nothing but what `install` writes is in a hook that it created. */
export const isOnlyOurs = (text: string): boolean => ['', SHEBANG, STARTS_PROGRAM].includes(text);

/**
 * The file to put our lines into: the hook itself, or, if pre-commit or prek wrote that, the file in which
 * they keep and run the earlier hook.
 */
export function hookPath(folder: string, event: HookEvent): string {
  const hook = join(folder, event);
  const found = readHook(hook);
  const theirs = found.type === 'file' && runsLegacy(managerOfHook(found.text));
  return theirs ? legacyHook(hook) : hook;
}

/** Whether there is a hook that our lines can't be put into: a program, or a symbolic link. */
export function isProgram(hook: HookFile): boolean {
  return hook.type === 'link' || (hook.type === 'file' && !isShellScript(hook.text));
}

/** Makes the hook for an event run our script, without changing what else it does. */
export function planFile(repo: Repository, place: HooksPlace, event: HookEvent): Action[] {
  const file = hookPath(place.folder, event);
  const hook = readHook(file);
  const script = readScript(event).toString('latin1');
  const state = hookState(hook, script);
  if (hook.type === 'other') throw noFile(repo, file);
  if (isOurs(state) && hook.type === 'file')
    return planOurs(repo, place, event, file, hook, state === 'current');
  if (hook.type === 'absent') {
    const text = newHook(file);
    if (!place.shared && text === SHEBANG) return [writeScript(repo, file, event, place.via)];
    return [
      ...planScript(repo, place, event),
      writeBlock(repo, place, event, file, hook, text, { created: true }),
    ];
  }
  const husky = place.rest === 'by sh -e';
  if (hook.type === 'link' || (!husky && isProgram(hook) && removeBlock(hook.text) === null)) {
    const stub = (text: string, notes: BlockNotes) => writeBlock(repo, place, event, file, hook, text, notes);
    return [...planScript(repo, place, event), ...moveHook(repo, place, file, hook, stub)];
  }
  const runs = husky || hook.executable;
  const mode = runs ? {} : { mode: hook.mode.toString(8) };
  return [...planScript(repo, place, event), ...planBlock(repo, place, event, file, hook, mode)];
}

/** Writes our script beside the hook that runs it. */
function planScript(repo: Repository, place: HooksPlace, event: HookEvent): Action[] {
  const file = join(place.folder, ownHookName(event));
  const isTracked = place.team === null || place.team.entries.has(shownPath(repo, file));
  if (isTracked && ['current', 'not-executable'].includes(stateAt(file, event))) return [];
  const write = writeScript(repo, file, event, place.via);
  if (write.do !== 'write-hook') return [];
  return [{ ...write, plan: { ...write.plan, ...stageNew(place.team, write.plan.content) } }];
}

type ReadFile = Extract<HookFile, { type: 'file' }>;

/** Updates our script, and handles what older versions kept beside it and what other programs appended to it. */
function planOurs(
  repo: Repository,
  place: HooksPlace,
  event: HookEvent,
  file: string,
  hook: ReadFile,
  current: boolean,
): Action[] {
  const earlier = previousHook(join(place.folder, event));
  const kept = readHook(earlier);
  if (kept.type === 'file' || kept.type === 'link')
    return restoreEarlier(repo, file, earlier, (text, notes) => [
      ...planScript(repo, place, event),
      writeBlock(repo, place, event, file, hook, text, notes),
    ]);
  if (current) return [];
  const script = readScript(event).toString('latin1');
  const text = script + addedLines(hook.text, script);
  return [writeHook(repo, file, event, place.via, { text, was: hook, mode: 'executable' })];
}

/** The block for a hook. If git skipped the hook because it was not executable, our block does not run it either. */
const blockFor = (place: HooksPlace, event: HookEvent, notes: BlockNotes): Block => ({
  script: ownHookName(event),
  rest: restOf(place, notes),
  notes,
});

export const restOf = ({ rest }: Pick<HooksPlace, 'rest'>, { mode }: BlockNotes): RestOfHook =>
  mode === undefined ? rest : 'never';

function planBlock(
  repo: Repository,
  place: HooksPlace,
  event: HookEvent,
  file: string,
  hook: ReadFile,
  notes: BlockNotes,
): Action[] {
  const found = removeBlock(hook.text);
  const known = found?.notes ?? notes;
  const state = blockState(hook.text, ownHookName(event), restOf(place, known));
  if (state === 'current' && (hook.executable || place.rest === 'by sh -e')) return [];
  return [writeBlock(repo, place, event, file, hook, hook.text, known)];
}

/** Puts the block into `text`. The hook is made executable, since otherwise git would not run the block. */
function writeBlock(
  repo: Repository,
  place: HooksPlace,
  event: HookEvent,
  file: string,
  was: HookFile,
  text: string,
  notes: BlockNotes,
): Action {
  const block = blockFor(place, event, notes);
  const after = addBlock(text, block);
  const path = shownPath(repo, file);
  const index =
    was.type === 'absent'
      ? stageNew(place.team, Buffer.from(after, 'latin1'))
      : stageChange(place.team, path, text, (staged) => addBlock(staged, block));
  const keeps = was.type === 'file' && (was.executable || place.rest === 'by sh -e');
  return writeHook(repo, file, event, place.via, {
    text: after,
    was,
    mode: keeps ? 'as-before' : 'executable',
    ...index,
  });
}

const noFile = (repo: Repository, file: string): GuardError =>
  new GuardError(
    'hook-no-file',
    `${toText(shownPath(repo, file))} is where the hook belongs, but it is not a file`,
    'Move it away, then install again.',
  );
