import type { Format } from './formats.ts';
import { type HumanOptions, type HumanText, human } from './human.ts';
import type { Report } from './report.ts';

/** Forms that everybody who must know of a failure reads anyway. */
const TELLS_FAILURES: readonly Format[] = ['json', 'github'];

/**
 * The report in the form asked for: the result, and what is said about it to whoever waits for it.
 *
 * @param toFile - whether the result goes to a file, so that failures are to be said aside
 */
export async function render(
  report: Report,
  options: HumanOptions & { readonly format: Format; readonly toFile: boolean },
): Promise<HumanText> {
  const { format, toFile } = options;
  if (format === 'human') return human(report, options);
  const { RENDERERS } = await import('./index.ts');
  const isSilent = !toFile && TELLS_FAILURES.includes(format);
  return { out: RENDERERS[format](report), err: isSilent ? '' : human(report, options).err };
}
