#!/usr/bin/env node
import process from 'node:process';
import { main } from './cli/main.ts';
import { wasChanged } from './model/changes.ts';
import { ExitCode, toFailure } from './model/errors.ts';
import { abandonAll } from './model/remembered-files.ts';
import { interrupt } from './runtime/interruption.ts';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    process.exitCode = ExitCode.interrupted;
    const grace = interrupt();
    // git gets the signal too, so a command that waits for git ends by itself; this ends all others
    setTimeout(() => {
      abandonAll();
      process.kill(process.pid, signal);
    }, grace).unref();
  });
}

// a reader that has seen enough (`| head`) is no error
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.exitCode = ExitCode.cannotWork;
  const partly = wasChanged() ? 'partly done: all but the report; ' : '';
  process.stderr.write(
    `error: ${partly}cannot write the output (${error.code})\nhint: Make room where it goes, then run the same command again.\n`,
  );
});
// if stderr is closed, only the exit code can show the failure
process.stderr.on('error', () => {});

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode ??= exitCode;
  },
  (error: unknown) => {
    const { message, hint, exitCode } = toFailure(error); // not even a report could be printed
    process.exitCode = exitCode;
    process.stderr.write(`error: ${message}\nhint: ${hint}\n`);
  },
);
