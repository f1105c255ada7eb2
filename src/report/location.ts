import type { BytePath } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';

export interface Location {
  readonly path: BytePath;
  /** From 1; line 1 for bytecode, which has no lines, since every format requires one. */
  readonly line: number;
}

/** Where a finding is to be shown, or `undefined` where it concerns no file. */
export function locationOf({ path, file, line = 1 }: Finding): Location | undefined {
  const at = path ?? file;
  return at === undefined ? undefined : { path: at, line };
}
