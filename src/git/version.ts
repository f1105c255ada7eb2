import { git } from './run.ts';

/** The version a git gives, such as `2.39.5`. */
export async function gitVersion(cwd: string, program?: string): Promise<string> {
  const { stdout } = await git(cwd, ['--version'], program === undefined ? {} : { program });
  return /\d+(?:\.\w+)*/.exec(stdout.toString())?.[0] ?? stdout.toString().trim();
}
