import process from 'node:process';
import { python } from './python.ts';
import { GUARD } from './repo.ts';

/** Runs a program on a new terminal, types after its question, and copies its output to stdout. */
const TYPE_AT_QUESTION = `
import os, pty, sys
keys, *program = sys.argv[1:]
process, terminal = pty.fork()
if process == 0:
    os.execvp(program[0], program)
seen = b''
try:
    while piece := os.read(terminal, 4096):
        if b'[y/N]' not in seen and b'[y/N]' in seen + piece:
            os.write(terminal, keys.encode().decode('unicode_escape').encode())
        seen += piece
except OSError:
    pass
print(seen.decode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
`;

/** A command for `run`: the built program on a terminal, its question answered by `keys` (Python escapes). */
export const typeAtQuestion = (keys: string, ...args: readonly string[]): [string, string[]] => [
  python(),
  ['-c', TYPE_AT_QUESTION, keys, process.execPath, GUARD, ...args],
];
