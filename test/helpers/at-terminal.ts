import process from 'node:process';
import { python } from './python.ts';
import { GUARD, type Ran, type TestRepo } from './repo.ts';

/** Runs a program on a terminal of its own with so many columns; all that it shows goes to stdout. */
const AT_TERMINAL = `
import fcntl, os, pty, struct, sys, termios
columns, *program = sys.argv[1:]
process, terminal = pty.fork()
if process == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 24, int(columns), 0, 0))
    os.execvp(program[0], program)
seen = b''
try:
    while piece := os.read(terminal, 65536):
        seen += piece
except OSError:
    pass
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
`;

/** The guard on a terminal with so many columns; all that it shows is in stdout. */
export const atTerminal = (
  repo: TestRepo,
  columns: number,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Ran => repo.run(python(), ['-c', AT_TERMINAL, String(columns), process.execPath, GUARD, ...args], { env });
