import { join } from 'node:path';
import { fromText, toText } from '../core/byte-path.ts';
import type { IgnoreProblem } from '../core/gitignore/find-problems.ts';
import { patchIgnore } from '../core/gitignore/patch-ignore.ts';
import { unpatchIgnore } from '../core/gitignore/unpatch-ignore.ts';
import type { IgnoreLine } from '../core/ignore-lines.ts';
import { GuardError } from '../errors.ts';
import { readState } from '../files.ts';
import type { Action, BytePath, Finding } from '../types.ts';

export const IGNORE_FILE = fromText('.gitignore');

export interface IgnorePlan {
  /** Absolute path of the file. */
  readonly target: string;
  readonly lines: readonly IgnoreLine[];
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
  readonly findings: readonly Finding[];
}

/**
 * What it takes for the three lines to hold in one ignore file.
 *
 * @param folder - absolute folder that holds the file
 * @param name - the file's name there, as findings give it
 * @throws GuardError if it can't be read, or is a folder
 */
export function planIgnore(folder: string, name: BytePath = IGNORE_FILE): IgnorePlan {
  const target = join(folder, toText(name));
  const state = readState(target);
  if (state.type === 'other') throw notAFile(target);
  if (state.type === 'link') {
    const none = new Uint8Array();
    return { target, lines: [], before: none, after: none, findings: [unreadableLink(name)] };
  }
  const before = state.type === 'file' ? state.bytes : null;
  const { lines, after, problems } = patchIgnore(before);
  const findings = problems.map((problem) => ignoreFinding(name, problem, lines.length > 0));
  return { target, lines, before, after, findings };
}

/** What git can't read is an error unless the patch holds all the same. */
const ignoreFinding = (file: BytePath, problem: IgnoreProblem, patched: boolean): Finding => ({
  ...problem,
  severity: problem.code === 'ignore-unreadable' && !patched ? 'error' : 'warning',
  file,
});

/** Git opens `.gitignore` without following a link (gitignore(5), since 2.32), so it holds nothing. */
const unreadableLink = (file: BytePath): Finding => ({
  code: 'ignore-unreadable',
  severity: 'error',
  file,
  message: 'is a symbolic link, which git does not read; replace it with a regular file',
});

const notAFile = (target: string): GuardError =>
  new GuardError('not-a-file', `${target} is not a regular file`, 'Move it away, then try again.');

/** What it takes to have our lines out of the ignore file again; a file that only held them goes. */
export function planUnignore(folder: string): Action[] {
  const target = join(folder, toText(IGNORE_FILE));
  const state = readState(target);
  if (state.type !== 'file') return [];
  const { lines, after } = unpatchIgnore(state.bytes);
  if (lines.length === 0) return [];
  if (after.length === 0) {
    return [
      { do: 'delete', path: IGNORE_FILE, bytes: state.bytes.length, plan: { file: target, folders: [] } },
    ];
  }
  const plan = { file: { target, before: state.bytes, after }, index: null };
  return [{ do: 'patch-ignore', path: IGNORE_FILE, lines, plan }];
}
