import { rememberCurrentFolder } from './current-folder.ts';
import { deleteBatch } from './delete-batch.ts';
import { type Job, type PackedResult, packResults, unpackRequests } from './worker-messages.ts';

/** Does the work of one message, then leaves the folder, since Windows can't delete the current folder of a process. */
export function doJob({ measure, requests }: Job): PackedResult[] {
  const goBack = rememberCurrentFolder();
  try {
    return packResults(unpackRequests(requests).map((request) => deleteBatch(request, measure)));
  } finally {
    goBack();
  }
}
