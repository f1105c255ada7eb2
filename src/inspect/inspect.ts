import { canBeBytecode } from '../bytecode/read/parse-pyc.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { readPiece } from '../model/files.ts';
import type { Finding } from '../model/findings.ts';
import type { InspectedFile } from '../model/inspected-file.ts';
import type { Inspected } from '../model/outcome.ts';
import type { Warning } from '../model/warnings.ts';
import { describeFile, type Shown } from './describe-file.ts';
import { type Inspection, inspectBlob, LARGEST, lookInto } from './inspect-blob.ts';
import { inspectBlobs, type Skipped } from './inspect-blobs.ts';
import { findTargets, type Target, type Where } from './inspect-targets.ts';
import { inspectFile as inspectDiskFile } from './read-from-disk.ts';

export interface InspectOptions extends Shown {
  /** What came in by stdin, or more than `LARGEST` bytes of it; `null` where `-` was not asked for. */
  readonly stdin: Uint8Array | null;
}

/**
 * Says what each file is and what it gives away.
 *
 * @param names - files, `-` for stdin, `REV:PATH` for what a commit has and `:PATH` for the index
 * @throws GuardError if one of them is not there or can't be read
 */
export async function inspect(
  where: Where,
  names: readonly string[],
  options: InspectOptions,
): Promise<Inspected> {
  const targets = await findTargets(where, names);
  const results: Result[] = [];
  for (const [index, target] of targets.entries()) {
    if (target.from === 'disk') results[index] = toResult(await inspectFile(target), '', options);
    else if (target.from === 'stdin')
      results[index] = toResult(await inspectStdin(options.stdin), 'stdin', options);
  }
  const inGit = targets.flatMap((target, index) => (target.from === 'git' ? [{ ...target, index }] : []));
  if (inGit.length > 0) {
    await inspectBlobs(await where.repository(), inGit, ({ index, name }, result) => {
      results[index] = toResult(expectInspection(name, result), name, options);
    });
  }
  return toOutcome(results);
}

interface Result {
  readonly file: InspectedFile;
  readonly findings: readonly Finding[];
  readonly warnings: readonly Warning[];
}

/** Nothing but what is told is kept of a file: there may be thousands. */
function toResult(inspection: Inspection, from: string, shown: Shown): Result {
  const { file, user, warnings } = describeFile(inspection, shown);
  // stdin has no name that could be wrong
  const findings = inspection.findings.filter(({ code }) => from !== 'stdin' || code !== 'renamed-bytecode');
  return {
    file: { ...file, shown: { from, ...(user !== undefined && { user }), findings } },
    warnings,
    findings,
  };
}

function toOutcome(results: readonly Result[]): Inspected {
  const findings = results.flatMap((each) => each.findings);
  const secrets = findings.filter(({ code }) => code === 'secret').length;
  return {
    files: results.map(({ file }) => file),
    findings,
    actions: [],
    warnings: results.flatMap(({ warnings }) => warnings),
    summary: {
      files: results.length,
      notBytecode: results.filter(({ file }) => file.read === 'not-bytecode').length,
      secrets,
      leaks: findings.length - secrets,
    },
  };
}

/** What `canBeBytecode` needs. */
const HEAD = 24;

type DiskTarget = Extract<Target, { from: 'disk' }>;

async function inspectFile({ file, path, root }: DiskTarget): Promise<Inspection> {
  const piece = readPiece(file, 'follow', (_, size) => size <= LARGEST);
  if (piece === null) throw notAFile(toText(path));
  if (piece.content === null && canBeBytecode(piece.head)) throw tooLarge(toText(path));
  return inspectDiskFile(root, path, await lookInto(piece.content ?? piece.head));
}

async function inspectStdin(bytes: Uint8Array | null): Promise<Inspection> {
  const path = '-' as BytePath;
  if (bytes === null) throw new Error('stdin was not read');
  const isTooLarge = bytes.length > LARGEST;
  if (isTooLarge && canBeBytecode(bytes.subarray(0, HEAD))) throw tooLarge('stdin');
  return inspectBlob(path, await lookInto(isTooLarge ? bytes.subarray(0, HEAD) : bytes), {
    source: null,
    exists: () => true,
  });
}

function expectInspection(name: string, result: Inspection | Skipped): Inspection {
  if (result === 'too-large') throw tooLarge(name);
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
    `${name} is larger than ${LARGEST / 2 ** 20} MiB, which no Python writes`,
    'Leave it out.',
  );
