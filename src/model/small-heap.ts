import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap small. By default V8 lets it grow severalfold while much is allocated, even if little of it
 * stays alive. That saves a little time, but the memory would depend on how much there is to delete or to read.
 * Parallel collection is off, since with so little to collect its threads cost more than they save.
 *
 * V8 reads each of these when it next decides (SemiSpaceNewSpace::Grow, MemoryController::GrowingFactor,
 * ScavengerCollector::NumberOfScavengeTasks in its sources). Those of Node 20 to 26 know them all; of one
 * that it does not know it complains on stderr, and goes on.
 *
 * @param percent - by how much it may grow before it is collected
 */
export function keepHeapSmall(percent = 50): void {
  if (isSmall) return;
  isSmall = true;
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString(`--heap-growing-percent=${percent}`);
  setFlagsFromString('--no-parallel-scavenge');
}

/**
 * Compiles less. A look into ten thousand files takes two seconds, and to optimize all functions for it, with all
 * that they call in them, took another one on a second processor.
 */
export function inlineLess(): void {
  if (inlinesLess) return;
  inlinesLess = true;
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');
}

let inlinesLess = false;

/** Each flag takes as long to set as a small file takes to read. */
let isSmall = false;
