import process from 'node:process';
import { deleteLot } from './delete-lot.ts';
import type { Lot } from './lot.ts';

// One of the processes that a large sweep is shared among (crew.ts starts it): deletes the lots it
// is sent, answers with what came of them, and ends when nobody talks to it any more. It needs a
// process of its own since the current folder, which holds what is deleted from, is the process's.
process.on('message', (lots: readonly Lot[]) => {
  process.send?.(lots.map(deleteLot));
});
process.on('disconnect', () => process.exit());
