import type { CodeObject } from '../read/code-object.ts';
import { decodeStart } from '../read/decode.ts';

/** CPython's `CO_OPTIMIZED`: functions have it, modules and class bodies do not. */
const OPTIMIZED = 1;
/** Deeply nested hostile code would otherwise make names as long as the file. */
const LONGEST = 400;

/**
 * Names code objects as PEP 3155 does (`Class.method`, `outer.<locals>.inner`), from their nesting
 * where the file itself does not say. The module itself is `<module>`.
 */
export function qualnames(bytes: Uint8Array): (code: CodeObject) => string {
  const known = new Map<CodeObject, string>();
  const qualname = (code: CodeObject): string => {
    const chain: CodeObject[] = [];
    let next: CodeObject | undefined = code;
    while (next && !known.has(next)) {
      chain.push(next);
      next = next.parent;
    }
    for (const each of chain.reverse()) known.set(each, build(each).slice(-LONGEST));
    return known.get(code) ?? '';
  };
  const build = (code: CodeObject): string => {
    if (code.qualname) return decodeStart(bytes, code.qualname, LONGEST);
    const name = code.name ? decodeStart(bytes, code.name, LONGEST) : '?';
    // The module itself, in a file read to its end, has no parent.
    if (!code.parent?.parent) return name;
    const outer = known.get(code.parent) ?? '';
    return `${outer}${code.parent.flags & OPTIMIZED ? '.<locals>' : ''}.${name}`;
  };
  return qualname;
}
