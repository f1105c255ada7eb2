import type { Bytecode } from '../read/bytecode.ts';
import type { CodeObject } from '../read/code-object.ts';
import { Places } from './constant-places.ts';
import { constantUse } from './constant-use.ts';
import { instructionSet } from './opcodes.ts';
import { workFor } from './work-budget.ts';
import { Page, type PseudoSource } from './writer.ts';

/**
 * Rebuilds `NAME = "value"` lines: in raw bytes the letter after a value is the type of the next
 * object and hides its end, and a value without its name says little. Values stand as they are,
 * unescaped, so that what matches in the source matches here.
 */
export function pseudoSource(bytecode: Bytecode): PseudoSource {
  const { bytes, header, codes, strings, runs, status } = bytecode;
  const work = workFor(bytes);
  const set = instructionSet(header ?? {});
  const page = new Page(bytes, work, new Places(bytecode, set, work));
  for (const code of codes) {
    if (work.left <= 0) break;
    const named = set ? constantUse(bytes, code, set, work) : [];
    for (const { name, value, offset } of named) page.writeAll(value, name, { code, offset });
    writeConstants(page, code);
  }
  // Each string stands in the file once, so that this ends; nothing hides behind a flood of references.
  if (status !== 'full' || page.isIncomplete) for (const value of strings) page.writeOnce(value);
  for (const { start, text } of runs) page.writeText(text, start);
  return { text: page.text(), entries: page.entries };
}

function writeConstants(page: Page, code: CodeObject): void {
  for (const [index, value] of code.consts.entries()) {
    if (page.work.left <= 0) return;
    page.writeAll(value, undefined, { code, index });
  }
}
