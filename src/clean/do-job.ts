import { rememberCurrentFolder } from './current-folder.ts';
import { deleteBatch } from './delete-batch.ts';
import { type Job, type PackedResult, packResults, unpackOrders } from './worker-messages.ts';

/** Does what one message asks for. It leaves the folders behind: Windows deletes none that is a process's current one. */
export function doJob({ measure, orders }: Job): PackedResult[] {
  const goBack = rememberCurrentFolder();
  try {
    return packResults(unpackOrders(orders).map((order) => deleteBatch(order, measure)));
  } finally {
    goBack();
  }
}
