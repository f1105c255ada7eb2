import { withAllowed } from '../git/allowed-stream.ts';
import type { BytePath } from '../model/byte-path.ts';
import type { Lot } from './batch.ts';
import { holdPlace, joinPath, parentOf } from './current-folder.ts';
import type { RepositoryRoot } from './find-roots.ts';
import { walk } from './walk.ts';
import type { Sightings, WalkRules } from './walk-rules.ts';

/** What a walk left alone, and what it is made of. */
export interface CleanSightings extends Sightings {
  allowed: number;
  /** How many files go for each reason. */
  readonly whys: Map<string, number>;
}

export const noCleanSightings = (): CleanSightings => ({
  tracked: 0,
  strays: 0,
  sourceless: [],
  skipped: new Map(),
  failures: [],
  allowed: 0,
  whys: new Map(),
});

/** So many names are handed on at once: enough to be worth a message, few enough to be young when they die. */
const BATCH = 1024;

/** Everything that goes, in batches; files that `.gitattributes` allows are taken out. */
export async function* cleanLots(
  roots: readonly RepositoryRoot[],
  rules: WalkRules,
  seen: CleanSightings,
): AsyncGenerator<readonly Lot[]> {
  const goBack = holdPlace();
  const given = new Set(roots.map(({ folder }) => folder));
  try {
    for (const root of roots) {
      for await (const lots of decided(root, batches(walk(root, given, rules, seen)), seen)) {
        for (const { whys } of lots)
          for (const why of whys) seen.whys.set(why, (seen.whys.get(why) ?? 0) + 1);
        yield lots;
      }
    }
  } finally {
    goBack();
  }
}

function* batches(lots: Iterable<Lot>): Generator<Lot[]> {
  let batch: Lot[] = [];
  let size = 0;
  for (const lot of lots) {
    batch.push(lot);
    size += lot.names.length + 1;
    if (size < BATCH) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}

async function* decided(
  root: RepositoryRoot,
  batches: Iterable<readonly Lot[]>,
  seen: CleanSightings,
): AsyncGenerator<readonly Lot[]> {
  const { repo } = root;
  if (repo === null) {
    yield* batches;
    return;
  }
  const paths = (lots: readonly Lot[]) =>
    lots.flatMap((lot) => {
      const folder = folderInRepo(root, lot);
      return lot.names.map((name) => (folder + name) as BytePath);
    });
  for await (const [lots, allowed] of withAllowed(repo, batches, paths)) {
    yield withoutAllowed(lots, allowed, root, seen);
  }
}

/** From the top of the work tree: empty, or ending in a slash. */
function folderInRepo(root: RepositoryRoot, { folder }: Lot): string {
  const below = folder === root.folder ? '' : `${folder.slice(joinPath(root.folder, '').length)}/`;
  return root.prefix + below;
}

function withoutAllowed(
  lots: readonly Lot[],
  allowed: ReadonlySet<BytePath>,
  root: RepositoryRoot,
  seen: CleanSightings,
): readonly Lot[] {
  if (allowed.size === 0 && root.allowedIn.size === 0) return lots;
  seen.allowed += allowed.size;
  return lots.flatMap((lot) => {
    const folder = folderInRepo(root, lot);
    const stays = lot.names.map((name) => allowed.has((folder + name) as BytePath));
    if (stays.includes(true)) keepUpTo(root, lot.folder);
    const going = <T>(all: readonly T[]): T[] => all.filter((_, i) => stays[i] !== true);
    const rest = { ...lot, names: going(lot.names), whys: going(lot.whys), sizes: going(lot.sizes) };
    if (lot.parent === null || !root.allowedIn.has(lot.folder)) return [rest];
    return rest.names.length > 0 ? [{ ...rest, parent: null }] : [];
  });
}

/** Something stays in this folder, and so in those above it. */
function keepUpTo({ folder: top, allowedIn }: RepositoryRoot, folder: BytePath): void {
  for (let each = folder; !allowedIn.has(each); each = parentOf(each)) {
    allowedIn.add(each);
    if (each === top) return;
  }
}
