import type { Version } from '../core/history/ledger.ts';
import { secretFinding } from '../core/history/secret-finding.ts';
import { bytecodeFindings } from '../core/pyc/bytecode-findings.ts';
import { cacheName } from '../core/pyc/cache-name.ts';
import { DEFAULT_LIMITS } from '../core/pyc/limits.ts';
import { parsePyc } from '../core/pyc/parse-pyc.ts';
import { pseudoSource } from '../core/pyc/pseudo-source.ts';
import { isSizeOf } from '../core/pyc/source-hash.ts';
import type { Subject } from '../core/pyc/subject.ts';
import { GuardError } from '../errors.ts';
import { readObjects } from '../git/history/objects.ts';
import type { Repository } from '../git/repository.ts';
import type { BytePath, Finding } from '../types.ts';
import type { Found, Reading } from './read-history.ts';

/** What one blob is and gives away. */
export interface Inspection {
  /** `3.13` and the like, and whose Python; absent where the file does not tell. */
  readonly python?: string;
  readonly implementation?: string;
  /** Each names the blob, the path and the commit it came by. */
  readonly findings: readonly Finding[];
}

export interface Inspections {
  /** By blob id. */
  readonly inspections: ReadonlyMap<string, Inspection>;
  readonly complete: boolean;
}

export interface InspectOptions {
  /** Ends it early, with what was found so far. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Looks into each blob once, in one git process, with what stood beside it in the commit that
 * brought it. What was interrupted is left out.
 *
 * @param reading - of which the versions that are allowed are passed over
 */
export async function inspectHistory(
  repo: Repository,
  { found, partial }: Pick<Reading, 'found' | 'partial'>,
  { signal, onProgress }: InspectOptions,
): Promise<Inspections> {
  const inspections = new Map<string, Inspection>();
  const blobs = earliestOfEach(found.filter(isWorthwhile));
  // what a partial clone lacks can't be asked for without fetching it
  const questions = blobs.flatMap((blob) => questionsAbout(blob, partial ? [] : neighboursOf(blob.version)));
  const names = function* (): Generator<string> {
    for (const { name } of questions)
      if (signal.aborted) return;
      else yield name;
  };
  let bytes: Uint8Array | null = null;
  let around = new Map<BytePath, Uint8Array | null>();
  const reading = readObjects(repo, names(), async (answer, index) => {
    const { about, beside, isLast } = questions[index] as Question;
    const content = answer?.type === 'blob' ? answer.content : null;
    if (beside === null) bytes = content;
    else around.set(beside, content);
    if (!isLast) return;
    if (bytes !== null && !signal.aborted) {
      inspections.set(about.version.oid, await inspect(about, bytes, around));
    }
    around = new Map();
    onProgress(inspections.size, blobs.length);
  });
  return { inspections, complete: await endsWhole(reading, signal) };
}

/** @returns false where it was interrupted: git may hear of that before we do */
async function endsWhole(reading: Promise<void>, signal: AbortSignal): Promise<boolean> {
  try {
    await reading;
    return !signal.aborted;
  } catch (error) {
    if (!signal.aborted && !(error instanceof GuardError && error.code === 'interrupted')) throw error;
    return false;
  }
}

/** Larger ones are no bytecode that a Python wrote; git would have to unpack them whole. */
const LARGEST = 4 * DEFAULT_LIMITS.bytes;

const isWorthwhile = ({ allowed, size }: Found): boolean =>
  !allowed && size !== undefined && size.bytes > 0 && size.bytes <= LARGEST;

/** One for each blob: what came first, by commit date, and in a commit before anything else. */
function earliestOfEach(found: readonly Found[]): Found[] {
  const time = ({ version }: Found): number => version.first?.time ?? Number.POSITIVE_INFINITY;
  const blobs = new Map<string, Found>();
  for (const each of found) {
    const known = blobs.get(each.version.oid);
    if (known === undefined || time(each) < time(known)) blobs.set(each.version.oid, each);
  }
  return [...blobs.values()];
}

interface Question {
  readonly name: string;
  readonly about: Found;
  /** The path that is asked about in the same commit; `null` for the blob itself. */
  readonly beside: BytePath | null;
  readonly isLast: boolean;
}

function questionsAbout(about: Found, neighbours: readonly BytePath[]): Question[] {
  const { oid, first } = about.version;
  const questions = [
    { name: oid, beside: null },
    ...neighbours.map((beside) => ({ name: `${first?.commit}:${beside}`, beside })),
  ];
  return questions.map((question, i) => ({ ...question, about, isLast: i === questions.length - 1 }));
}

/** What decides whether Python runs it: its source, and what makes its folder a package. */
function neighboursOf({ path, first }: Version): BytePath[] {
  const name = cacheName(path);
  if (name === undefined || first === null || path.includes('\n')) return [];
  if (name.isCached) return [name.source];
  const folder = name.directory.replace(/\/$/, '');
  const parent = name.stem === '__init__' ? folder.slice(0, folder.lastIndexOf('/') + 1) : name.directory;
  const paths = [name.source, `${folder}.py`, `${parent}__init__.py`, `${parent}__init__.pyc`];
  return [...new Set(paths)].filter((each) => each !== '.py') as BytePath[];
}

async function inspect(
  { version }: Found,
  bytes: Uint8Array,
  around: ReadonlyMap<BytePath, Uint8Array | null>,
): Promise<Inspection> {
  const { path, oid, first } = version;
  const bytecode = parsePyc(bytes, { now: () => performance.now() });
  const { header } = bytecode;
  const beside = around.get(cacheName(path)?.source ?? ('' as BytePath)) ?? null;
  // Python does not run what is not of its source's size, so that its names deceive nobody
  const isStale = beside !== null && header?.sourceSize !== undefined && !isSizeOf(header.sourceSize, beside);
  const subject: Subject = {
    path,
    bytecode,
    source: isStale ? null : beside,
    // what was not asked for can't be blamed for being absent
    exists: (other) => !around.has(other) || around.get(other) !== null,
  };
  const findings = [...bytecodeFindings(subject), ...(await secrets(path, subject))];
  return {
    ...(header?.python !== undefined && { python: header.python }),
    ...(header?.implementation !== undefined && { implementation: header.implementation }),
    findings: findings.map((finding) => ({ ...finding, oid, ...(first && { firstCommit: first.commit }) })),
  };
}

async function secrets(path: BytePath, { bytecode }: Subject): Promise<Finding[]> {
  if (bytecode.status === 'not-bytecode') return [];
  const { detectSecrets } = await import('../secrets/detect-secrets.ts');
  return (await detectSecrets(pseudoSource(bytecode))).map((secret) => secretFinding(path, secret));
}
