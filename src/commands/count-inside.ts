import type { Inside } from './inside.ts';

/** What looking into files came to, for the summary; nothing where none was looked into. */
export function countInside(looks: readonly (Inside<unknown> | null)[]): Record<string, number> {
  const done = looks.filter((each) => each !== null);
  if (done.length === 0) return {};
  const all = done.flatMap(({ findings }) => [...findings.values()].flat());
  const secrets = all.filter(({ code }) => code === 'secret').length;
  return {
    inspected: done.reduce((sum, { inspected }) => sum + inspected, 0),
    secrets,
    leaks: all.length - secrets,
  };
}
