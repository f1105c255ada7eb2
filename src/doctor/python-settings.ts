type Environment = Readonly<Record<string, string | undefined>>;

/** Describes the environment variables that change where Python writes caches (Python manual, "Environment variables"). */
export function pythonSettings(env: Environment): string[] {
  const described: string[] = [];
  if (env.PYTHONDONTWRITEBYTECODE) {
    described.push(
      'PYTHONDONTWRITEBYTECODE is set: Python writes no caches, and compiles every module at every start',
    );
  }
  if (env.PYTHONPYCACHEPREFIX) {
    described.push(
      `PYTHONPYCACHEPREFIX is set: Python 3.8 and later keep caches in ${env.PYTHONPYCACHEPREFIX}`,
    );
  }
  return described;
}
