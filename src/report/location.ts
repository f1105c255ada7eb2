import type { BytePath } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';

export interface Location {
  readonly path: BytePath;
  /** From 1; bytecode has no lines, and what shows findings in a file wants one. */
  readonly line: number;
}

/** Where a finding is to be shown, or `undefined` where it concerns no file. */
export function locationOf({ path, file, line = 1 }: Finding): Location | undefined {
  const at = path ?? file;
  return at === undefined ? undefined : { path: at, line };
}
