/** Names that compilers add by themselves, collected from the standard libraries of 2.7 and 3.6 to 3.15. */
const IMPLICIT = new Set([
  '__annotations__',
  '__class__',
  '__classcell__',
  '__doc__',
  '__module__',
  '__name__',
  '__qualname__',
  // PyPy
  '__locals__',
]);

const LATEST = Number.POSITIVE_INFINITY;

/** Names that only some versions write: from, until (both included, see `versionNumber`). */
const VERSIONED: Readonly<Record<string, readonly [from: number, until: number]>> = {
  AssertionError: [100, 308],
  None: [100, 207],
  StopAsyncIteration: [305, 307],
  __annotate__: [314, LATEST],
  __annotate_func__: [314, LATEST],
  __classdict__: [312, LATEST],
  __classdictcell__: [312, LATEST],
  __conditional_annotations__: [314, LATEST],
  __firstlineno__: [313, LATEST],
  __static_attributes__: [313, LATEST],
  __type_params__: [312, LATEST],
  // the argument of every `__annotate__`
  format: [314, LATEST],
  // a formatted string of more than 30 parts becomes a call of `''.join`
  join: [310, LATEST],
};

/** `<module>`, `<lambda>`, `<genexpr>`, `.0` (an iterator), `_[1]` (a list under construction in 2.x). */
const UNNAMED = /^(?:<[^>]*>|\.\w+|_\[\d+\]|)$/;

/** Whether a compiler writes this name although no source says it; for an unknown version the names of all versions count. */
export function isImplicitName(name: string, version: number | undefined): boolean {
  if (IMPLICIT.has(name) || UNNAMED.test(name)) return true;
  const range = Object.hasOwn(VERSIONED, name) ? VERSIONED[name] : undefined;
  return range !== undefined && (version === undefined || (version >= range[0] && version <= range[1]));
}
