import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap about as large as it is. By itself V8 lets it grow severalfold while much is
 * allocated, however little of it is alive: collecting less often is a little faster, but what is
 * held should not depend on how much there is to delete or to read. What is collected then is so
 * little that helping threads cost more than they do, and other processes need the processors.
 *
 * V8 reads each of these when it next decides (SemiSpaceNewSpace::Grow, MemoryController::GrowingFactor,
 * ScavengerCollector::NumberOfScavengeTasks in its sources). Those of Node 20 to 26 know them all; of one
 * that it does not know it complains on stderr, and goes on.
 */
export function keepHeapSmall(): void {
  if (isSmall) return;
  isSmall = true;
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString('--no-parallel-scavenge');
}

/** Each flag takes as long to set as a small file takes to read. */
let isSmall = false;
