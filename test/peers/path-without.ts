import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { scratchFolder } from '../helpers/scratch.ts';

/** A PATH with every program of this machine but these. */
export function pathWithout(...names: readonly string[]): string {
  const folder = scratchFolder();
  const seen = new Set(names);
  for (const from of (process.env.PATH ?? '').split(delimiter).filter(existsSync)) {
    for (const name of readdirSync(from)) {
      if (seen.has(name)) continue;
      seen.add(name);
      symlinkSync(join(from, name), join(folder, name));
    }
  }
  return folder;
}
