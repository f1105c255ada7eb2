type Environment = Readonly<Record<string, string | undefined>>;

/** Describes the environment variables that change where Python writes caches (Python manual, "Environment variables"). */
export function pythonSettings(env: Environment): string[] {
  const told: string[] = [];
  if (env.PYTHONDONTWRITEBYTECODE) {
    told.push('PYTHONDONTWRITEBYTECODE is set: Python writes no caches, and compiles anew at every start');
  }
  if (env.PYTHONPYCACHEPREFIX) {
    told.push(`PYTHONPYCACHEPREFIX is set: Python 3.8 and later keep caches in ${env.PYTHONPYCACHEPREFIX}`);
  }
  return told;
}
