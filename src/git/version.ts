import { ask } from './ask.ts';

/** The version that a git on PATH reports, such as `2.39.5`. */
export async function gitVersion(cwd: string, program: string): Promise<string> {
  const answer = await ask(cwd, ['--version'], { program });
  return /\d+(?:\.\w+)*/.exec(answer)?.[0] ?? answer.trim();
}
