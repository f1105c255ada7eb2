import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import type { Action } from '../../model/actions.ts';
import type { BytePath } from '../../model/byte-path.ts';
import { REGULAR } from '../../model/entry-mode.ts';
import { readState } from '../../model/files.ts';
import type { HooksPlace } from '../hooks-place.ts';
import { stageChange, stageNew, type TeamFolder } from '../team-folder.ts';
import { deletion, shownPath } from './hook-file.ts';

const NAME = '.gitattributes';
const BEGIN = '# >>> pyc-guard >>> hooks need LF line ends, also where core.autocrlf is true';
const END = '# <<< pyc-guard <<<';
const ANY_BLOCK = /^# >>> pyc-guard >>>[^\n]*\n(?:[^\n]*\n)*?# <<< pyc-guard <<<\r?\n/m;

/**
 * Makes git check out our files with LF, since shells on Linux do not run others. It names only our
 * files, so the team's own are not affected.
 *
 * @param names - patterns for files in the folder
 */
export function planLineEnds(repo: Repository, place: HooksPlace, names: readonly string[]): Action[] {
  if (!place.shared) return [];
  const target = join(place.folder, NAME);
  const state = readState(target);
  if (state.type !== 'file' && state.type !== 'absent') return [];
  const before = state.type === 'file' ? state.bytes.toString('latin1') : '';
  const lines = names.map((name) => `${name} text eol=lf`);
  const isThere = lines.every((line) => before.split(/\r?\n/).includes(line));
  const known = ANY_BLOCK.exec(before)?.[0].split(/\r?\n/) ?? [];
  const all = [...new Set([...known.filter((line) => line.endsWith(' text eol=lf')), ...lines])];
  const add = (text: string): string => {
    const rest = text.replace(ANY_BLOCK, '');
    return `${rest}${rest === '' || rest.endsWith('\n') ? '' : '\n'}${[BEGIN, ...all, END].join('\n')}\n`;
  };
  const path = shownPath(repo, target);
  if (isThere) return stageUnstaged(place.team, { path, lines, text: before, add });
  const after = Buffer.from(add(before), 'latin1');
  const staged =
    state.type === 'absent'
      ? stageNew(place.team, after, REGULAR)
      : stageChange(place.team, path, before, add);
  return [
    {
      do: 'patch-attributes',
      path,
      lines,
      plan: {
        file: { target, before: state.type === 'file' ? state.bytes : null, after },
        index: staged.index ?? null,
      },
    },
  ];
}

/** Stages what a run that was killed has written and not staged. */
function stageUnstaged(
  team: TeamFolder | null,
  {
    path,
    lines,
    text,
    add,
  }: { path: BytePath; lines: readonly string[]; text: string; add: (staged: string) => string },
): Action[] {
  if (team === null) return [];
  const { mode, content } = team.entries.get(path) ?? { mode: REGULAR, content: Buffer.alloc(0) };
  const staged = content?.toString('latin1') ?? text;
  if (staged === text || add(staged) !== text) return [];
  const index = { mode, content: Buffer.from(text, 'latin1') };
  return [{ do: 'patch-attributes', path, lines, plan: { file: null, index } }];
}

export function unplanLineEnds(repo: Repository, place: HooksPlace): Action[] {
  const target = join(place.folder, NAME);
  const state = readState(target);
  if (!place.shared || state.type !== 'file') return [];
  const before = state.bytes.toString('latin1');
  const remove = (text: string): string => text.replace(ANY_BLOCK, '');
  const lines =
    ANY_BLOCK.exec(before)?.[0]
      .split(/\r?\n/)
      .filter((line) => line.endsWith(' text eol=lf')) ?? [];
  const after = remove(before);
  if (after === before) return [];
  const path = shownPath(repo, target);
  if (after === '') return [deletion(repo, target, [], place.team?.entries.has(path) ?? false)];
  const staged = stageChange(place.team, path, before, remove);
  const file = { target, before: state.bytes, after: Buffer.from(after, 'latin1') };
  const plan = { file, index: staged.index ?? null };
  return [{ do: 'patch-attributes', path, lines, removed: true, plan }];
}
