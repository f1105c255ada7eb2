import { constants, setPriority } from 'node:os';
import process from 'node:process';
import { keepHeapSmall } from '../model/small-heap.ts';
import { doJob } from './do-job.ts';
import type { Job } from './worker-messages.ts';

// One of the processes that share a large deletion (worker-pool.ts starts it): deletes the batches it is
// sent, answers with the results, and ends when its parent disconnects. It has to be a process, not a
// thread, because the current folder, which guards what is deleted, belongs to the process.
keepHeapSmall();
giveWay();
process.on('message', (job: Job) => {
  process.send?.(doJob(job), undefined, undefined, () => {}); // the answer can only fail if the parent has ended
});
process.on('disconnect', () => process.exit());

/** To the process that finds what is to be deleted: where processors are few, all workers wait for it. */
function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // a sandbox may forbid it, and it only matters for speed
  }
}
