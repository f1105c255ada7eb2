import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';
import { exists } from '../model/files.ts';
import { git } from './run.ts';

/** What determines the home folder; replaced in tests. */
export interface HomeSource {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isFolder: (path: string) => boolean;
  /** The home that the system knows. */
  readonly systemHome: () => string;
}

/**
 * The user's home as git takes it, which on Windows need not be USERPROFILE: HOME, else
 * HOMEDRIVE and HOMEPATH if that is a folder, else USERPROFILE (compat/mingw.c, setup_windows_environment).
 */
export function homeFolder(source: HomeSource = REAL): string {
  const { HOME, HOMEDRIVE, HOMEPATH, USERPROFILE } = source.env;
  if (HOME) return HOME;
  if (source.platform === 'win32') {
    // a network share may be offline
    if (HOMEDRIVE && HOMEPATH && source.isFolder(HOMEDRIVE + HOMEPATH)) return HOMEDRIVE + HOMEPATH;
    if (USERPROFILE) return USERPROFILE;
  }
  return source.systemHome();
}

const REAL: HomeSource = {
  platform: process.platform,
  env: process.env,
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
  systemHome: homedir,
};

/** Where programs keep a user's configuration (XDG Base Directory specification). */
const configFolder = (): string => process.env.XDG_CONFIG_HOME || join(homeFolder(), '.config');

/** Where programs keep a user's data (XDG Base Directory specification; %LOCALAPPDATA% on Windows). */
export function userDataFolder(): string {
  const { XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'pyc-guard');
  return join(XDG_DATA_HOME || join(homeFolder(), '.local', 'share'), 'pyc-guard');
}

/** The user's own configuration file (git-config(1), FILES). */
export function userConfigFile(): string {
  const { GIT_CONFIG_GLOBAL } = process.env;
  if (GIT_CONFIG_GLOBAL) return GIT_CONFIG_GLOBAL;
  const usual = join(homeFolder(), '.gitconfig');
  const other = join(configFolder(), 'git', 'config');
  return exists(usual) || !exists(other) ? usual : other;
}

/** The user's own excludes file: `core.excludesFile`, or git's default for it (gitignore(5)). */
export async function userExcludesFile(cwd: string): Promise<string> {
  const args = ['config', '--global', '--includes', '--type=path', '--get', 'core.excludesFile'];
  const { stdout } = await git(cwd, args, { accept: [0, 1] });
  const configured = stdout.toString().replace(/\n$/, '');
  if (configured !== '') return resolve(homeFolder(), configured);
  return join(configFolder(), 'git', 'ignore');
}

/** The user's own attributes file: `core.attributesFile`, or git's default for it (gitattributes(5)). */
export async function userAttributesFile(root: string): Promise<string> {
  const args = ['config', '--type=path', '--get', 'core.attributesFile'];
  const { stdout } = await git(root, args, { accept: [0, 1] });
  const configured = stdout.toString().replace(/\n$/, '');
  return configured === '' ? join(configFolder(), 'git', 'attributes') : resolve(root, configured);
}

/** The attributes file for all users, which git names since 2.41; for older versions, the usual one on Unix. */
export async function systemAttributesFile(root: string): Promise<string | null> {
  const { stdout } = await git(root, ['var', 'GIT_ATTR_SYSTEM'], { accept: [0, 1, 128, 129] });
  const reported = stdout.toString().trim();
  if (isAbsolute(reported)) return reported;
  return process.env.GIT_ATTR_NOSYSTEM === undefined ? '/etc/gitattributes' : null;
}
