import { join } from 'node:path';

declare const PYC_GUARD_VERSION: string;

/** The version of this package, put in by the build. */
export const version = PYC_GUARD_VERSION;

/** Absolute path of a file that is shipped with the program, whose bundle lies in `dist/`. */
export const packageFile = (name: string): string => join(import.meta.dirname, '..', name);
