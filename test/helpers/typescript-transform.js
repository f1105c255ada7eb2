import { createHash } from 'node:crypto';
import { transformSync, version } from 'esbuild';

/** Compiles TypeScript for jest with the compiler that also builds the program. */
const process = (source, file) =>
  transformSync(source, {
    loader: 'ts',
    format: 'esm',
    target: 'node20.19',
    sourcemap: 'inline',
    sourcefile: file,
  });

export default {
  process,
  processAsync: async (source, file) => process(source, file),
  getCacheKey: (source, file) => createHash('sha256').update(`${version}\0${file}\0${source}`).digest('hex'),
};
