import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Made by scripts/make-pyc-fixtures.py. */
const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', 'cases', 'pyc');

export const readCase = (path: string): Buffer => readFileSync(join(FOLDER, path));

/** The bytecode files in one folder of the cases, by name without `.pyc`. */
export const pycNames = (folder: string): string[] =>
  readdirSync(join(FOLDER, folder))
    .filter((name) => name.endsWith('.pyc'))
    .map((name) => basename(name, '.pyc'))
    .sort();

/** `cpython-313` is `3.13`. */
export const pythonOf = (tag: string): string => tag.replace(/^[a-z]+-(\d)(\d+).*$/, '$1.$2');
