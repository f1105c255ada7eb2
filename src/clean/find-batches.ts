import { withAllowed } from '../git/allowed-stream.ts';
import { type BytePath, composed } from '../model/byte-path.ts';
import type { Batch } from './batch.ts';
import { joinPath, parentOf, rememberCurrentFolder } from './current-folder.ts';
import type { RepositoryRoot } from './find-roots.ts';
import { walk } from './walk.ts';
import type { WalkNotes, WalkRules } from './walk-rules.ts';

/** What a walk kept, and what it found. */
export interface CleanNotes extends WalkNotes {
  allowed: number;
  /** How many files are deleted for each reason. */
  readonly reasons: Map<string, number>;
}

export const noCleanNotes = (): CleanNotes => ({
  tracked: 0,
  strays: 0,
  sourceless: [],
  skipped: new Map(),
  failures: [],
  allowed: 0,
  reasons: new Map(),
});

/** Names handed on at once: enough to amortise a message, few enough that V8 frees them in the young generation. */
const CHUNK_SIZE = 1024;

/** Everything to delete, in chunks of batches, without the files that `.gitattributes` allows. */
export async function* findBatches(
  roots: readonly RepositoryRoot[],
  rules: WalkRules,
  notes: CleanNotes,
): AsyncGenerator<readonly Batch[]> {
  const goBack = rememberCurrentFolder();
  const given = new Set(roots.map(({ folder }) => folder));
  try {
    for (const root of roots) {
      for await (const batches of decided(root, inChunks(walk(root, given, rules, notes)), notes)) {
        for (const { reasons } of batches)
          for (const why of reasons) notes.reasons.set(why, (notes.reasons.get(why) ?? 0) + 1);
        yield batches;
      }
    }
  } finally {
    goBack();
  }
}

function* inChunks(batches: Iterable<Batch>): Generator<Batch[]> {
  let chunk: Batch[] = [];
  let size = 0;
  for (const batch of batches) {
    chunk.push(batch);
    size += batch.names.length + 1;
    if (size < CHUNK_SIZE) continue;
    yield chunk;
    chunk = [];
    size = 0;
  }
  if (chunk.length > 0) yield chunk;
}

async function* decided(
  root: RepositoryRoot,
  chunks: Iterable<readonly Batch[]>,
  notes: CleanNotes,
): AsyncGenerator<readonly Batch[]> {
  const { repo } = root;
  if (repo === null) {
    yield* chunks;
    return;
  }
  const paths = (batches: readonly Batch[]) =>
    batches.flatMap((batch) => {
      const folder = folderInRepo(root, batch);
      return batch.names.map((name) => pathInRepo(root, folder, name));
    });
  for await (const [batches, allowed] of withAllowed(repo, chunks, paths)) {
    yield withoutAllowed(batches, allowed, root, notes);
  }
}

/** From the top of the work tree: empty, or ending in a slash. */
function folderInRepo(root: RepositoryRoot, { folder }: Batch): string {
  const below = folder === root.folder ? '' : `${folder.slice(joinPath(root.folder, '').length)}/`;
  return root.prefix + below;
}

/** The path by which git knows a name on disk. */
function pathInRepo({ tracked }: RepositoryRoot, folder: string, name: string): BytePath {
  const path = (folder + name) as BytePath;
  return tracked.rules.compose ? composed(path) : path;
}

function withoutAllowed(
  batches: readonly Batch[],
  allowed: ReadonlySet<BytePath>,
  root: RepositoryRoot,
  notes: CleanNotes,
): readonly Batch[] {
  if (allowed.size === 0 && root.allowedIn.size === 0) return batches;
  notes.allowed += allowed.size;
  return batches.flatMap((batch) => {
    const folder = folderInRepo(root, batch);
    const stays = batch.names.map((name) => allowed.has(pathInRepo(root, folder, name)));
    if (stays.includes(true)) keepUpTo(root, batch.folder);
    const going = <T>(all: readonly T[]): T[] => all.filter((_, i) => stays[i] !== true);
    const rest = {
      ...batch,
      names: going(batch.names),
      reasons: going(batch.reasons),
      sizes: going(batch.sizes),
    };
    if (batch.parent === null || !root.allowedIn.has(batch.folder)) return [rest];
    return rest.names.length > 0 ? [{ ...rest, parent: null }] : [];
  });
}

/** Records that something is kept in this folder, and so in those above it. */
function keepUpTo({ folder: top, allowedIn }: RepositoryRoot, folder: BytePath): void {
  for (let each = folder; !allowedIn.has(each); each = parentOf(each)) {
    allowedIn.add(each);
    if (each === top) return;
  }
}
