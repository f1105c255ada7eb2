import process from 'node:process';
import { expect, test } from '@jest/globals';
import { filesIn, plainFolder, plant } from '../helpers/plain-folder.ts';
import { GUARD } from '../helpers/repo.ts';

/** Runs a program on a terminal of its own, and types when it has asked; what it shows goes to stdout. */
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

test.each([
  ['Ctrl-C', '\\x03', 130, /\n.*error:.* interrupted/],
  ['an end of input', '\\x04', 2, /\n.*error:.* nothing was deleted/],
  ['no', 'n\\r', 2, /\n.*error:.* nothing was deleted/],
])('%s at the question leaves everything as it is', (_name, keys, code, message) => {
  const folder = plainFolder();
  plant(folder, '.coverage');
  const args = [process.execPath, GUARD, 'clean', '--debris', 'coverage'];
  const ran = folder.run('python3', ['-c', TYPE_AT_QUESTION, keys, ...args]);
  expect(ran.stdout).toMatch(message);
  expect(ran.code).toBe(code);
  expect(filesIn(folder)).toEqual(['.coverage']);
});
