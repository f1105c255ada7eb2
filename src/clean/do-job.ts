import { rememberCurrentFolder } from './current-folder.ts';
import { deleteBatch } from './delete-batch.ts';
import { type Job, type PackedResult, packResults, unpackOrders } from './worker-messages.ts';

/** Does the work of one message, then leaves the folder, since Windows can't delete the current folder of a process. */
export function doJob({ measure, orders }: Job): PackedResult[] {
  const goBack = rememberCurrentFolder();
  try {
    return packResults(unpackOrders(orders).map((order) => deleteBatch(order, measure)));
  } finally {
    goBack();
  }
}
