import { type BytePath, toText } from '../model/byte-path.ts';
import { isBytecodeByName } from '../model/classify.ts';
import { GuardError, isInterruption } from '../model/errors.ts';
import { readPiece } from '../model/files.ts';
import type { Finding } from '../model/findings.ts';
import type { InspectedFile } from '../model/inspected-file.ts';
import type { Inspected } from '../model/outcome.ts';
import type { StartProgress } from '../model/progress.ts';
import type { Warning } from '../model/warnings.ts';
import { describeFile, type Shown } from './describe-file.ts';
import { type Inspection, inspectBlob, LARGEST, scanFile, wantedOf } from './inspect-blob.ts';
import { inspectBlobs, type Skipped } from './inspect-blobs.ts';
import { findTargets, type Target, type Where } from './inspect-targets.ts';
import { maskFinding } from './mask-finding.ts';
import { type Problem, Problems } from './problems.ts';
import { inspectFile as inspectDiskFile } from './read-from-disk.ts';

export interface InspectOptions extends Shown {
  /** What came in by stdin, or more than `LARGEST` bytes of it; `null` where `-` was not asked for. */
  readonly stdin: Uint8Array | null;
  readonly progress: StartProgress;
}

/**
 * Reports what each file is and what it gives away. A file that can't be read gets a warning and makes the
 * outcome a failure, but the other files are still reported.
 *
 * @param names - files, `-` for stdin, `REV:PATH` for what a commit has and `:PATH` for the index
 * @throws GuardError if none of them can be read
 */
export async function inspect(
  where: Where,
  names: readonly string[],
  options: InspectOptions,
): Promise<Inspected> {
  const unreadable: GuardError[] = [];
  const attempt = async (work: () => unknown): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof GuardError) || isInterruption(error)) throw error;
      unreadable.push(error);
    }
  };
  const targets = await findTargets(where, names, attempt);
  const results: Result[] = [];
  const values = new Set<string>();
  const onProgress = options.progress('reading bytecode', 'files');
  const keep = (index: number, inspection: Inspection, from: string): void => {
    onProgress(index, targets.length);
    results[index] = toResult(inspection, from, options);
    for (const value of inspection.values) values.add(value);
    if (inspection.problems.some(({ code }) => code === 'too-large'))
      unreadable.push(tooLarge(from === '' ? toText(inspection.path) : from));
  };
  for (const [index, target] of targets.entries())
    await attempt(async () => {
      if (target.from === 'disk') keep(index, await inspectFile(target), '');
      else if (target.from === 'stdin') keep(index, await inspectStdin(options.stdin), 'stdin');
    });
  const inGit = targets.flatMap((target, index) => (target.from === 'git' ? [{ ...target, index }] : []));
  if (inGit.length > 0) {
    await inspectBlobs(await where.repository(), inGit, ({ index, name }, result) =>
      attempt(() => keep(index, expectInspection(name, result), name)),
    );
  }
  const [first] = unreadable;
  if (first !== undefined && results.length === 0) throw first;
  const all = results.filter(Boolean);
  if (all.length > 1) {
    const { maskValues } = await import('../secrets/index.ts');
    const mask = maskValues(values);
    return toOutcome(
      all.map((result) => maskedResult(result, mask, options.reveal)),
      unreadable,
    );
  }
  return toOutcome(all, unreadable);
}

interface Result {
  readonly file: InspectedFile;
  readonly findings: readonly Finding[];
  readonly warnings: readonly Warning[];
  readonly problems: readonly Problem[];
}

/** Keeps only what is reported of a file, since there may be thousands. */
function toResult(inspection: Inspection, from: string, shown: Shown): Result {
  const { file, user, warnings } = describeFile(inspection, shown);
  // stdin has no name to compare with
  const findings = inspection.findings.filter(({ code }) => from !== 'stdin' || code !== 'renamed-bytecode');
  return {
    file: { ...file, shown: { from, ...(user !== undefined && { user }), findings } },
    warnings,
    findings,
    problems: inspection.problems,
  };
}

/** Masks the secrets of each file in all others, where they may not be recognisable as secrets. */
function maskedResult(result: Result, mask: (text: string) => string, reveal: boolean): Result {
  const { file, findings: own, ...rest } = result;
  const findings = own.map((finding) => maskFinding(finding, mask));
  const { compiledFrom, names, strings, pseudoSource, shown } = file;
  const texts = {
    ...(names && { names: names.map(mask) }),
    ...(strings && { strings: strings.map(mask) }),
    ...(pseudoSource !== undefined && { pseudoSource: mask(pseudoSource) }),
  };
  const { user } = shown;
  return {
    ...rest,
    findings,
    file: {
      ...file,
      ...(compiledFrom !== undefined && { compiledFrom: mask(compiledFrom) }),
      ...(!reveal && texts),
      shown: { ...shown, ...(user !== undefined && { user: mask(user) }), findings },
    },
  };
}

function toOutcome(results: readonly Result[], unreadable: readonly GuardError[]): Inspected {
  const findings = results.flatMap((each) => each.findings);
  const problems = new Problems();
  // this one is reported as a failure
  for (const result of results)
    for (const problem of result.problems)
      if (problem.code !== 'too-large') problems.note(result.file.path, problem);
  const secrets = findings.filter(({ code }) => code === 'secret').length;
  return {
    files: results.map(({ file }) => file),
    findings,
    actions: [],
    warnings: [
      ...unreadable.map(({ code, message }) => ({ code, message })),
      ...problems.warnings,
      ...results.flatMap(({ warnings }) => warnings),
    ],
    ...(unreadable[0] && { failure: unreadable[0] }),
    summary: {
      files: results.length,
      notBytecode: results.filter(({ file }) => file.read === 'not-bytecode').length,
      secrets,
      leaks: findings.length - secrets,
    },
  };
}

type DiskTarget = Extract<Target, { from: 'disk' }>;

async function inspectFile({ file, path, root }: DiskTarget): Promise<Inspection> {
  const piece = readPiece(file, 'follow', (_, size) => wantedOf(size));
  if (piece === null) throw notAFile(toText(path));
  const scanned = await scanFile(piece.content ?? piece.head, piece.size, isBytecodeByName(path));
  return inspectDiskFile(root, path, scanned);
}

async function inspectStdin(bytes: Uint8Array | null): Promise<Inspection> {
  if (bytes === null) throw new Error('stdin was not read');
  const scanned = await scanFile(bytes.subarray(0, wantedOf(bytes.length)), bytes.length, false);
  return inspectBlob('-' as BytePath, scanned, { source: null, exists: () => true });
}

function expectInspection(name: string, result: Inspection | Skipped): Inspection {
  if (result === 'absent') {
    const hint = 'Name a file, and in a partial clone one that has been fetched.';
    throw new GuardError('cannot-read', `git has no content for ${name}`, hint);
  }
  return result;
}

const notAFile = (name: string): GuardError =>
  new GuardError(
    'not-a-file',
    `${name} is not a regular file`,
    'Name files; `pyc-guard check FOLDER` looks at folders.',
  );

const tooLarge = (name: string): GuardError =>
  new GuardError(
    'too-large',
    `${name} is larger than ${LARGEST / 2 ** 20} MiB, larger than any cache file that Python writes`,
    'Leave it out.',
  );
