import type { Repository } from '../git/repository.ts';
import { userExcludesFile } from '../git/user-paths.ts';
import { type BytePath, fromText } from '../model/byte-path.ts';
import { realPath } from '../model/files.ts';
import { type Outcome, outcome } from '../model/outcome.ts';
import { expectNoLink } from '../model/write-file.ts';
import { IGNORE_FILE, ignoreFile, localExcludes, patchAction, planIgnore } from './plan-ignore.ts';
import { warnIfNotShared } from './plan-staging.ts';

/** Adds our three lines to `.gitignore` at the top, as far as they are missing. Stages nothing. */
export async function ignore(repo: Repository): Promise<Outcome<'ignore'>> {
  const patched = patch(ignoreFile(repo), IGNORE_FILE);
  return { ...patched, warnings: await warnIfNotShared(repo) };
}

/** Adds them to this repository's own excludes file, which is never committed. */
export function ignoreLocally(repo: Repository): Outcome<'ignore'> {
  const { target, name } = localExcludes(repo);
  expectNoLink(repo.commonDir, target); // git would follow it, unlike for `.gitignore`
  return patch(target, name);
}

/** Adds them to the user's own excludes file, for every repository of this user. */
export async function ignoreGlobally(cwd: string): Promise<Outcome<'ignore'>> {
  const file = realPath(await userExcludesFile(cwd)); // git follows a symbolic link here, unlike for `.gitignore`
  return patch(file, fromText(file));
}

function patch(target: string, name: BytePath): Outcome<'ignore'> {
  const plan = planIgnore(target, name);
  return outcome({
    actions: patchAction(name, plan),
    findings: plan.findings,
    summary: { ignoreLinesAdded: plan.lines.length },
  });
}
