import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { GuardError } from '../model/errors.ts';
import { lstatOrNull, realPath } from '../model/files.ts';

/** Where programs are looked for; replaced in tests. */
export interface ProgramSearch {
  readonly platform: NodeJS.Platform;
  /** The variable PATH. */
  readonly path: string;
  /** Whether a file is there that may be executed. */
  readonly isProgram: (file: string) => boolean;
  /** Whether a folder is part of the repository, so that its programs must not be trusted. */
  readonly isForeign: (folder: string) => boolean;
}

/**
 * The folders of PATH in which programs are searched: absolute ones outside the repository. A clone can contain
 * a program named `git`, a relative or empty entry of PATH means the current folder, and npm puts
 * `node_modules/.bin` of the current project first.
 */
export function programFolders({ platform, path: list, isForeign }: ProgramSearch): string[] {
  const { delimiter } = platform === 'win32' ? path.win32 : path.posix;
  return list
    .split(delimiter)
    .map((entry) => (platform === 'win32' ? entry.replaceAll('"', '') : entry))
    .filter((entry) => isAbsolute(entry, platform) && !isModules(entry) && !isForeign(entry));
}

/** On Windows `\bin` is relative to the current drive, and `C:bin` to its current folder. */
const isAbsolute = (entry: string, platform: NodeJS.Platform): boolean =>
  platform === 'win32' ? /^(?:[a-z]:[\\/]|[\\/]{2})/i.test(entry) : entry.startsWith('/');

const isModules = (entry: string): boolean => /[\\/]node_modules[\\/]\.bin[\\/]*$/.test(entry);

/** Every git along PATH, absolute, the one that is used first. */
export function gitsAlong(search: ProgramSearch): string[] {
  return filesAlong(search, [search.platform === 'win32' ? 'git.exe' : 'git']);
}

/** Node can't start such a file without a shell, and we never use one. */
export const gitScriptsAlong = (search: ProgramSearch): string[] =>
  search.platform === 'win32' ? filesAlong(search, ['git.cmd', 'git.bat']) : [];

function filesAlong(search: ProgramSearch, names: readonly string[]): string[] {
  const { join } = search.platform === 'win32' ? path.win32 : path.posix;
  return programFolders(search)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .filter(search.isProgram);
}

/** Every git on PATH, each once, however many links lead to it. */
export function gitsOnPath(cwd: string): string[] {
  const search = searchFrom(cwd);
  const byRealPath = new Map<string, string>();
  for (const program of [...gitsAlong(search), ...gitScriptsAlong(search)]) {
    const real = realpathSync(program);
    if (!byRealPath.has(real)) byRealPath.set(real, program);
  }
  return [...byRealPath.values()];
}

const found = new Map<string, string>();

/**
 * The git to start, as an absolute path. By its name alone, Windows would search it first in the folder in
 * which it is to run.
 *
 * @param cwd - where it is to run
 * @throws GuardError where there is none
 */
export function gitProgram(cwd: string): string {
  const known = found.get(cwd);
  if (known !== undefined) return known;
  const search = searchFrom(cwd);
  const [program] = gitsAlong(search);
  if (program === undefined) throw gitNotFound(search);
  found.set(cwd, program);
  return program;
}

/** PATH for programs that we start, which search it for other programs. */
export const safePath = (cwd: string): string => programFolders(searchFrom(cwd)).join(path.delimiter);

function searchFrom(cwd: string): ProgramSearch {
  const tops = [...new Set([cwd, process.cwd()])].flatMap((folder) => workTreeAbove(realPath(folder)) ?? []);
  return {
    platform: process.platform,
    path: process.env.PATH ?? '',
    isProgram,
    isForeign: (folder) => {
      const real = realPath(folder);
      return tops.some((top) => `${real}${path.sep}`.startsWith(`${top}${path.sep}`));
    },
  };
}

/** The top of the work tree that a folder is in, unless that is the user's home with all its programs. */
function workTreeAbove(folder: string): string | null {
  const home = homeFolder();
  for (let at = folder; at !== home && path.dirname(at) !== at; at = path.dirname(at))
    if (lstatOrNull(path.join(at, '.git')) !== null) return at;
  return null;
}

/** `null` for a user that the system does not know, as in some containers. */
function homeFolder(): string | null {
  try {
    return realPath(homedir());
  } catch {
    return null;
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Node takes `/c/repo` for a folder of the current drive. Git for Windows gives such paths as `C:/repo`.
 *
 * @throws GuardError if git is one of Cygwin or MSYS2, which do not
 */
export function expectNativePath(path: string, platform = process.platform): void {
  if (platform !== 'win32' || !/^\/(?!\/)/.test(path)) return;
  throw new GuardError(
    'unsupported-git',
    `the git on PATH is one of Cygwin or MSYS2: it calls this repository ${path}, which other programs of Windows cannot open`,
    'Install Git for Windows, and put the folder of its git.exe first on PATH.',
  );
}

function gitNotFound(search: ProgramSearch): GuardError {
  const [script] = gitScriptsAlong(search);
  const [foreign] = gitsAlong({ ...search, isForeign: () => false });
  if (script !== undefined)
    return new GuardError(
      'git-not-found',
      `only ${script} is on PATH, a script that cannot be started without a shell`,
      'Add the folder of git.exe to PATH.',
    );
  if (foreign !== undefined)
    return new GuardError(
      'git-not-found',
      `the only git on PATH is ${foreign}, which lies in this work tree and is not trusted`,
      'Install git 2.30 or later outside of it, or add the folder of another git to PATH.',
    );
  return new GuardError(
    'git-not-found',
    'git was not found on PATH',
    'Install git 2.30 or later, or add its folder to PATH.',
  );
}
