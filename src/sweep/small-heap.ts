import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap about as large as it is. By itself V8 lets it grow severalfold while much is
 * allocated, however little of it is alive: collecting less often is a little faster, but what a
 * sweep takes should not depend on how much there is to sweep. Both are read whenever V8 decides
 * about the next growth (SemiSpaceNewSpace::Grow, MemoryController::GrowingFactor in its sources);
 * where one is unknown it means nothing.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=50');
}
