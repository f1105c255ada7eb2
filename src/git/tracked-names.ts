import type { Buffer } from 'node:buffer';
import { type BytePath, fromBytes } from '../model/byte-path.ts';
import { nameRules } from './name-rules.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';
import { TrackedNames } from './tracked-name-set.ts';
import { WHOLE_INDEX } from './whole-index.ts';

/** The tracked paths that matter to the caller. They are picked out while git prints, to save memory. */
export async function trackedNames(
  repo: Repository,
  matters: (path: BytePath) => boolean,
): Promise<TrackedNames> {
  const tracked = new TrackedNames(await nameRules(repo));
  let rest = '';
  const onData = (chunk: Buffer): void => {
    const paths = (rest + fromBytes(chunk)).split('\0') as BytePath[];
    rest = paths.pop() ?? '';
    for (const path of paths) if (matters(path)) tracked.add(path);
  };
  await git(repo.root, [...WHOLE_INDEX, 'ls-files', '-z'], { onData, ...repo.env });
  return tracked;
}
