import { attributesFiles } from '../git/attributes-files.ts';
import { allowingLines, decidingLines, explainAllowed, shown } from '../git/explain-allowed.ts';
import type { Repository } from '../git/repository.ts';
import { DIRECTORIES, NAME, OTHER_NAME } from '../gitignore/sample-caches.ts';
import { type Allowance, type AttributesLine, aboutLine } from '../model/allowance.ts';
import { type BytePath, fromText } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';

/** Asks git which of these paths are allowed. */
export type WhichAllowed = (paths: readonly BytePath[]) => Promise<ReadonlySet<BytePath>>;

export interface ExplainedAllowed {
  readonly allowed: readonly Allowance[];
  /** Lines that allow caches everywhere. */
  readonly findings: readonly Finding[];
}

/**
 * Which line allows each path, and which lines allow far more than that.
 *
 * @param commit - whose `.gitattributes` count; `null`: those of the work tree
 */
export async function explainAllowances(
  repo: Repository,
  allowed: readonly BytePath[],
  whichAllowed: WhichAllowed,
  commit: string | null = null,
): Promise<ExplainedAllowed> {
  const [explained, findings] = await Promise.all([
    explainAllowed(repo, allowed, commit),
    wideAllowances(repo, whichAllowed, commit),
  ]);
  return { allowed: explained, findings };
}

/** Versions of Python whose caches are asked about. */
const VERSIONS = Array.from({ length: 18 }, (_, minor) => `3${minor}`);

const SUFFIXES: readonly string[] = ['.pyc', '.pyo', '$py.class'];

/** Pairs of paths so unlike that a pattern which covers both was not written for either. */
const PAIRS: readonly (readonly BytePath[])[] = DIRECTORIES.flatMap((folder) =>
  [
    ...SUFFIXES.map((suffix) => (name: string) => `${folder}${name}${suffix}`),
    ...VERSIONS.map((version) => (name: string) => `${folder}__pycache__/${name}.cpython-${version}.pyc`),
  ].map((path) => [fromText(path(NAME)), fromText(path(OTHER_NAME))]),
);

/** A warning for each line that allows caches wherever they lie: git is asked about samples. */
async function wideAllowances(
  repo: Repository,
  whichAllowed: WhichAllowed,
  commit: string | null = null,
): Promise<Finding[]> {
  const allowed = await whichAllowed(PAIRS.flat());
  const paths = PAIRS.filter((pair) => pair.every((path) => allowed.has(path))).flat();
  if (paths.length === 0) return [];
  const deciding = decidingLines(await attributesFiles(repo, paths, commit));
  const lines = await allowingLines(repo, paths, deciding);
  const unknown = paths.some((path) => !lines.has(path)) ? [finding({})] : [];
  return [...[...new Set(lines.values())].map((line) => finding(shown(line))), ...unknown];
}

const finding = (where: Partial<AttributesLine>): Finding => ({
  code: 'allow-all',
  severity: 'warning',
  ...where,
  message: aboutLine(
    where,
    'allows Python caches everywhere in the repository, so they are neither blocked nor found',
  ),
});
