import type { PseudoEntry, PseudoSource } from '../core/pyc/pseudo-source.ts';
import type { Hit } from './hit.ts';
import { type MaskedValue, mask } from './mask.ts';
import { namedCredentials } from './named-credential.ts';
import { secretlintHits } from './secretlint.ts';

/** Of one file; a fingerprint takes time, and nobody reads more. */
const MOST = 200;

/** A secret and where it is. Its value is in none of the fields, only where `start` and `end` point. */
export interface Secret extends Hit, MaskedValue {
  /** The name it was given, the code object it is in (`Class.method`) and the line of the real source. */
  readonly name: string | undefined;
  readonly qualname: string;
  readonly line: number | undefined;
  /** Of the string that holds it, in the bytecode file. */
  readonly offset: number;
}

/**
 * Finds secrets in pseudo-source. It loads some 85 kB of rules: import this module only once there
 * is bytecode to look into.
 */
export async function detectSecrets(source: PseudoSource): Promise<Secret[]> {
  const hits = [...(await secretlintHits(source.text)), ...namedCredentials(source)];
  return withoutOverlap(hits)
    .slice(0, MOST)
    .map((hit) => {
      const entry = entryAt(source.entries, hit.start);
      const value = source.text.slice(hit.start, hit.end);
      return {
        ...hit,
        ...mask(value),
        name: entry?.name,
        qualname: entry?.qualname ?? '',
        line: entry?.line,
        offset: entry?.offset ?? 0,
      };
    });
}

/** One finding for a value that several rules know: that of the surest. */
function withoutOverlap(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  for (const hit of hits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || hit.start >= last.end) kept.push(hit);
    else if (last.certainty === 'possible' && hit.certainty === 'likely') kept[kept.length - 1] = hit;
  }
  return kept;
}

/** The first entry that ends after `position`. */
function entryAt(entries: readonly PseudoEntry[], position: number): PseudoEntry | undefined {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.end ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return entries[low];
}
