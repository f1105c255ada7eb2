import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const source = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');

/** Bundles modules of `src` and imports them, since Node 20 cannot import TypeScript. @returns all their exports */
export async function loadSource(modules) {
  const folder = await mkdtemp(join(tmpdir(), 'pyc-guard-source-'));
  const outfile = join(folder, 'bundle.mjs');
  try {
    await build({
      stdin: {
        contents: modules.map((name) => `export * from './${name}';`).join('\n'),
        resolveDir: source,
      },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      define: { PYC_GUARD_VERSION: '"source"', PYC_GUARD_BUGS: '"source"' },
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
