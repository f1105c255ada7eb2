import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import process from 'node:process';

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
