import { relative, sep } from 'node:path';
import type { Repository } from '../git/repository.ts';
import { submodules } from '../git/submodules.ts';
import { type BytePath, fromText } from '../model/byte-path.ts';
import type { CommandName } from '../model/commands.ts';
import type { Outcome } from '../model/outcome.ts';

/** Runs a command in a repository and in every submodule that is checked out in it, at any depth. */
export async function withSubmodules<C extends 'install' | 'uninstall'>(
  top: Repository,
  command: (repo: Repository) => Promise<Outcome<C>>,
): Promise<Outcome<C>> {
  const outcomes = [await command(top)];
  for (const repo of await submodules(top)) {
    const folder = relative(top.root, repo.root).replaceAll(sep, '/');
    outcomes.push(seenFrom(fromText(`${folder}/`), await command(repo)));
  }
  return outcomes.reduce((sum, each) => ({
    findings: [...sum.findings, ...each.findings],
    actions: [...sum.actions, ...each.actions],
    warnings: [...sum.warnings, ...each.warnings],
    summary: addUp(sum.summary, each.summary),
  }));
}

/** A submodule's outcome with its paths relative to the superproject. */
function seenFrom<C extends CommandName>(prefix: BytePath, outcome: Outcome<C>): Outcome<C> {
  const place = (path: BytePath): BytePath =>
    /^(?:\/|[a-z]:)/i.test(path) ? path : (`${prefix}${path}` as BytePath);
  return {
    ...outcome,
    findings: outcome.findings.map((each) => (each.file ? { ...each, file: place(each.file) } : each)),
    actions: outcome.actions.map((each) => ('path' in each ? { ...each, path: place(each.path) } : each)),
    warnings: outcome.warnings.map((each) => ({
      ...each,
      message: `${prefix.slice(0, -1)}: ${each.message}`,
    })),
  };
}

function addUp<T extends Readonly<Record<string, number>>>(a: T, b: T): T {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keys].map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)])) as T;
}
