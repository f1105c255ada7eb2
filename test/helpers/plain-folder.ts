import { existsSync, readdirSync, rmSync } from 'node:fs';
import { sep } from 'node:path';
import { TestRepo } from './repo.ts';

/** A scratch folder that is no repository, in which programs can be run as in a `TestRepo`. */
export function plainFolder(): TestRepo {
  const folder = new TestRepo();
  rmSync(folder.path('.git'), { recursive: true });
  return folder;
}

/** Makes files with some content. */
export function plant(folder: TestRepo, ...names: readonly string[]): void {
  for (const name of names) folder.write(name, 'some bytes');
}

/** Those of the names that exist; a broken link does not. */
export const present = (folder: TestRepo, ...names: readonly string[]): string[] =>
  names.filter((name) => existsSync(folder.path(name)));

/** All files and links below, sorted; `.git` is left out. */
export const filesIn = (folder: TestRepo): string[] =>
  readdirSync(folder.root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.root.length + 1).replaceAll(sep, '/'))
    .filter((name) => !/(^|\/)\.git\//.test(name))
    .sort();
