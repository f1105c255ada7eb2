/** A file in a commit or in the index, as gitrevisions(7) spells it. */
export interface RevPath {
  /** A revision, or the index as `:`, with the stage as `:0` to `:3`. */
  readonly rev: string;
  readonly path: string;
}

/**
 * Parses `REV:PATH`, `:PATH` and `:N:PATH`; `null` for anything else. Colons inside the braces of a
 * revision (`HEAD^{/fix: this}`) are its own.
 */
export function parseRevPath(text: string): RevPath | null {
  const staged = /^:(?:([0-3]):)?(?!\/)(.+)$/s.exec(text);
  if (staged !== null) return { rev: `:${staged[1] ?? '0'}`, path: staged[2] ?? '' };
  let depth = 0;
  for (const [at, character] of [...text].entries()) {
    if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (character === ':' && depth <= 0) {
      const [rev, path] = [[...text].slice(0, at).join(''), [...text].slice(at + 1).join('')];
      return rev === '' || rev.startsWith('-') || path === '' ? null : { rev, path };
    }
  }
  return null;
}
