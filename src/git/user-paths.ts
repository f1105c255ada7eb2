import { join, resolve } from 'node:path';
import process from 'node:process';
import { exists } from '../model/files.ts';
import { homeFolder } from './home-folder.ts';
import { git } from './run.ts';

/** Where programs keep a user's data (XDG Base Directory specification; %LOCALAPPDATA% on Windows). */
export function userDataFolder(): string {
  const { XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'pyc-guard');
  return join(XDG_DATA_HOME || join(homeFolder(), '.local', 'share'), 'pyc-guard');
}

/** The user's own configuration file (git-config(1), FILES). */
export function userConfigFile(): string {
  const { GIT_CONFIG_GLOBAL, XDG_CONFIG_HOME } = process.env;
  if (GIT_CONFIG_GLOBAL) return GIT_CONFIG_GLOBAL;
  const usual = join(homeFolder(), '.gitconfig');
  const other = join(XDG_CONFIG_HOME || join(homeFolder(), '.config'), 'git', 'config');
  return exists(usual) || !exists(other) ? usual : other;
}

/** The user's own excludes file: `core.excludesFile`, or git's default for it (gitignore(5)). */
export async function userExcludesFile(cwd: string): Promise<string> {
  const args = ['config', '--global', '--includes', '--type=path', '--get', 'core.excludesFile'];
  const { stdout } = await git(cwd, args, { accept: [0, 1] });
  const configured = stdout.toString().replace(/\n$/, '');
  if (configured !== '') return resolve(homeFolder(), configured);
  return join(process.env.XDG_CONFIG_HOME || join(homeFolder(), '.config'), 'git', 'ignore');
}
