import { isBelow } from '../core/resolve-path.ts';
import { allowedAmong } from '../git/attributes.ts';
import { holdPlace, joinPath } from '../sweep/hold.ts';
import type { Lot } from '../sweep/lot.ts';
import type { Sightings, WalkRules } from '../sweep/root.ts';
import { walk } from '../sweep/walk.ts';
import type { BytePath } from '../types.ts';
import type { RepositoryRoot } from './clean-roots.ts';

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

/** So many names are handed on at once: git is asked about that many in one go. */
const BATCH = 16_384;

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
      for (const batch of batches(walk(root, given, rules, seen))) {
        const lots = await withoutAllowed(batch, root, seen);
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

async function withoutAllowed(
  lots: readonly Lot[],
  root: RepositoryRoot,
  seen: CleanSightings,
): Promise<readonly Lot[]> {
  const { repo } = root;
  if (repo === null) return lots;
  const inRepo = ({ folder }: Lot, name: string): BytePath => {
    const below = folder === root.folder ? '' : `${folder.slice(joinPath(root.folder, '').length)}/`;
    return (root.prefix + below + name) as BytePath;
  };
  const allowed = await allowedAmong(
    repo,
    lots.flatMap((lot) => lot.names.map((name) => inRepo(lot, name))),
  );
  if (allowed.size === 0 && root.allowedIn.size === 0) return lots;
  seen.allowed += allowed.size;
  return lots.flatMap((lot) => {
    const stays = lot.names.map((name) => allowed.has(inRepo(lot, name)));
    if (stays.includes(true)) root.allowedIn.add(lot.folder);
    const isKept = lot.parent !== null && [...root.allowedIn].some((folder) => isBelow(folder, lot.folder));
    const going = <T>(all: readonly T[]): T[] => all.filter((_, i) => stays[i] !== true);
    const rest = { ...lot, names: going(lot.names), whys: going(lot.whys), sizes: going(lot.sizes) };
    if (!isKept) return [rest];
    return rest.names.length > 0 ? [{ ...rest, parent: null }] : [];
  });
}
