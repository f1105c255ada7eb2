import type { Format } from './formats.ts';
import { type HumanOptions, type HumanText, human } from './human.ts';
import type { Report } from './report.ts';

/** Formats that show a failure themselves, so that stderr need not repeat it. */
const SHOWS_FAILURES: readonly Format[] = ['json', 'github'];

/**
 * The report in the format asked for: the result for stdout, and notes about it for stderr.
 *
 * @param toFile - whether the result goes to a file, so that failures must be printed on stderr
 */
export async function render(
  report: Report,
  options: HumanOptions & { readonly format: Format; readonly toFile: boolean },
): Promise<HumanText> {
  const { format, toFile } = options;
  if (format === 'human') return human(report, options);
  const { RENDERERS } = await import('./renderers.ts');
  const isSilent = !toFile && SHOWS_FAILURES.includes(format);
  return { out: RENDERERS[format](report), err: isSilent ? '' : human(report, options).err };
}
