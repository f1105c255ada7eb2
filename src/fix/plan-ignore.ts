import { join } from 'node:path';
import type { Repository } from '../git/repository.ts';
import type { IgnoreProblem } from '../gitignore/find-problems.ts';
import { IGNORE_LINES, type IgnoreLine } from '../gitignore/ignore-lines.ts';
import { patchIgnore } from '../gitignore/patch-ignore.ts';
import { unpatchIgnore } from '../gitignore/unpatch-ignore.ts';
import type { Action } from '../model/actions.ts';
import { type BytePath, fromText, toText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { readState, realPath } from '../model/files.ts';
import type { Finding } from '../model/findings.ts';

export const IGNORE_FILE = fromText('.gitignore');

/** The ignore file at the top of a work tree. */
export const ignoreFile = (repo: Repository): string => join(repo.root, toText(IGNORE_FILE));

/** The excludes file of this repository, which is never committed; all its work trees share it (gitignore(5)). */
export function localExcludes(repo: Repository): { target: string; name: BytePath } {
  const target = join(realPath(repo.commonDir), 'info', 'exclude');
  const inside = `${realPath(repo.root)}/`;
  return { target, name: fromText(target.startsWith(inside) ? target.slice(inside.length) : target) };
}

export interface IgnorePlan {
  /** Absolute path of the file. */
  readonly target: string;
  readonly lines: readonly IgnoreLine[];
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
  readonly findings: readonly Finding[];
}

/**
 * Plans what an ignore file needs so that our three lines have an effect in it.
 *
 * @param target - absolute path of the file
 * @param name - what findings call it
 * @throws GuardError if it can't be read, or is a folder
 */
export function planIgnore(target: string, name: BytePath): IgnorePlan {
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

/** The plan with more lines added; its findings are made anew, from the file as it will be then. */
export function withLines(
  name: BytePath,
  plan: IgnorePlan,
  lines: readonly IgnoreLine[],
  after: Uint8Array,
): IgnorePlan {
  const all = [...plan.lines, ...lines];
  const findings = name === IGNORE_FILE ? patchIgnore(after).problems : [];
  return {
    ...plan,
    lines: IGNORE_LINES.filter((line) => all.includes(line)),
    after,
    findings: findings.map((problem) => ignoreFinding(name, problem, true)),
  };
}

/** A file that git can't read is an error, unless git sees our lines nevertheless. */
const ignoreFinding = (file: BytePath, problem: IgnoreProblem, patched: boolean): Finding => ({
  ...problem,
  severity: problem.code === 'ignore-unreadable' && !patched ? 'error' : 'warning',
  file,
});

/** A finding for a linked `.gitignore`: git does not follow the link (gitignore(5), since 2.32), so its rules have no effect. */
const unreadableLink = (file: BytePath): Finding => ({
  code: 'ignore-unreadable',
  severity: 'error',
  file,
  message: 'is a symbolic link, which git does not read; replace it with a regular file',
});

const notAFile = (target: string): GuardError =>
  new GuardError('not-a-file', `${target} is not a regular file`, 'Move it away, then try again.');

/** The patch as an action, if there is anything to add; the index is not changed. */
export function patchAction(name: BytePath, { target, lines, before, after }: IgnorePlan): Action[] {
  if (lines.length === 0) return [];
  return [{ do: 'patch-ignore', path: name, lines, plan: { file: { target, before, after }, index: null } }];
}

/** Plans the removal of our lines from an ignore file; a file that we created is deleted. */
export function planUnignore(target: string, name: BytePath): Action[] {
  const state = readState(target);
  if (state.type !== 'file') return [];
  const { lines, after, wasNew } = unpatchIgnore(state.bytes);
  if (lines.length === 0) return [];
  if (wasNew) {
    return [{ do: 'delete', path: name, bytes: state.bytes.length, plan: { file: target, folders: [] } }];
  }
  return [
    {
      do: 'patch-ignore',
      path: name,
      lines,
      removed: true,
      plan: { file: { target, before: state.bytes, after }, index: null },
    },
  ];
}
