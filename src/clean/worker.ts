import { constants, setPriority } from 'node:os';
import process from 'node:process';
import { keepHeapSmall } from '../model/small-heap.ts';
import { deleteLot } from './delete-batch.ts';
import { type Job, packResults, unpackOrders } from './worker-messages.ts';

// One of the processes that a large sweep is shared among (crew.ts starts it): deletes what it is
// told, answers with what came of it, and ends when nobody talks to it any more. It needs a process
// of its own since the current folder, which holds what is deleted from, is the process's.
keepHeapSmall();
giveWay();
process.on('message', ({ measure, orders }: Job) => {
  const results = packResults(unpackOrders(orders).map((order) => deleteLot(order, measure)));
  process.send?.(results, undefined, undefined, () => {}); // a failure to answer means that nobody is there
});
process.on('disconnect', () => process.exit());

/** To the process that finds what is to be deleted: where processors are few, all hands wait for it. */
function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // a sandbox may forbid it, and it is no more than a matter of speed
  }
}
