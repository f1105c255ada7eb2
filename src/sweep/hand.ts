import process from 'node:process';
import { keepHeapSmall } from '../small-heap.ts';
import { deleteLot } from './delete-lot.ts';
import { type PackedOrder, packResults, unpackOrder } from './packing.ts';

// One of the processes that a large sweep is shared among (crew.ts starts it): deletes what it is
// told, answers with what came of it, and ends when nobody talks to it any more. It needs a process
// of its own since the current folder, which holds what is deleted from, is the process's.
keepHeapSmall();
process.on('message', (orders: readonly PackedOrder[]) => {
  const results = packResults(orders.map((order) => deleteLot(unpackOrder(order))));
  process.send?.(results, undefined, undefined, () => {}); // a failure to answer means that nobody is there
});
process.on('disconnect', () => process.exit());
