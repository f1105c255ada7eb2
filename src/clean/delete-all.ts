import type { BytePath } from '../model/byte-path.ts';
import { keepHeapSmall } from '../model/small-heap.ts';
import type { Deletion, Lot, LotResult, Tally } from './batch.ts';
import { holdPlace, joinPath } from './current-folder.ts';
import { deleteLot } from './delete-batch.ts';
import { Crew } from './worker-pool.ts';

export interface CarryOutOptions {
  readonly dryRun: boolean;
  /** Whether anybody will be told how many bytes went. */
  readonly measure: boolean;
  /** Called now and then with what was done so far. */
  readonly onProgress: (tally: Tally) => void;
}

/** Up to here one process does it, when the walk is over; above, on a disk, help pays for itself. */
const ALONE = 5000;
/**
 * On a disk it is waiting that takes the time, so they pay even where processors are fewer: 100,000
 * files on ext4 took 6.2 s with four and 8.6 s with two on two processors; in memory it is all one.
 */
const HANDS = 4;
/** So many folders are kept for the end, to be tried when they may be empty; then it is time for them. */
const LAST = 2000;
/** Failures beyond are counted, not named. */
const NAMED = 1000;

/** Deletes what is found, or only counts it. */
export async function deleteAll(deletion: Deletion, options: CarryOutOptions): Promise<Tally> {
  const { dryRun, measure, onProgress } = options;
  const tally: Tally = { files: 0, directories: 0, bytes: 0, deleted: [], failures: [], failed: 0 };
  keepHeapSmall();
  const goBack = holdPlace();
  const waiting: (readonly Lot[])[] = [];
  const last: Lot[] = [];
  let size = 0;
  let crew: Crew | undefined;
  const note = (lots: readonly Lot[], results: readonly LotResult[]): void => {
    for (const [i, lot] of lots.entries()) add(tally, lot, results[i] as LotResult, deletion.list);
    onProgress(tally);
  };
  const shareOut = async (): Promise<void> => {
    crew ??= new Crew(HANDS, measure);
    const give = (lots: readonly Lot[]) => crew?.give(lots, (results) => note(lots, results));
    for (const lots of waiting.splice(0)) await give(lots);
    if (last.length < LAST) return;
    // one hand takes them in their order, when all that was found before them is done
    await crew.finish();
    await give(last.splice(0));
  };
  try {
    for await (const lots of deletion.lots()) {
      if (dryRun) {
        note(lots, lots.map(imagine));
        continue;
      }
      last.push(...lots.filter((lot) => lot.names.length === 0));
      const named = lots.filter((lot) => lot.names.length > 0);
      if (named.length > 0) waiting.push(named);
      for (const lot of lots) size += lot.names.length + 1;
      if (size >= ALONE) await shareOut();
    }
    await crew?.finish();
    for (const lots of [...waiting, last]) {
      const results = lots.map((lot) => deleteLot(lot, measure));
      note(lots, results);
    }
  } finally {
    crew?.dismiss();
    goBack();
  }
  return tally;
}

/** What would come of a lot if nothing went wrong. */
const imagine = ({ names, sizes, parent }: Lot): LotResult => ({
  files: names.length,
  folders: parent === null ? 0 : 1,
  bytes: sizes.reduce((sum, size) => sum + size, 0),
  vanished: [],
  failures: [],
});

function add(tally: Tally, lot: Lot, result: LotResult, list: boolean): void {
  tally.files += result.files;
  tally.directories += result.folders;
  tally.bytes += result.bytes;
  tally.failed += result.failures.length;
  for (const { index, reason } of result.failures) {
    if (tally.failures.length < NAMED) tally.failures.push({ path: pathIn(lot, index), reason });
  }
  if (!list) return;
  const missed = new Set([...result.vanished, ...result.failures.map(({ index }) => index)]);
  if (missed.has(-1) && result.files === 0) return;
  for (const [index, why] of lot.whys.entries()) {
    if (missed.has(index)) continue;
    tally.deleted.push({ path: pathIn(lot, index), bytes: lot.sizes[index] ?? 0, why });
  }
}

const pathIn = ({ folder, names }: Lot, index: number): BytePath => {
  const name = names[index];
  return name === undefined ? folder : joinPath(folder, name);
};
