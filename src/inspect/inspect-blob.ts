import { setImmediate } from 'node:timers/promises';
import { bytecodeFindings } from '../bytecode/findings/all-findings.ts';
import { cacheName } from '../bytecode/findings/cache-name.ts';
import { compareSource, type SourceState } from '../bytecode/findings/compare-source.ts';
import { compiledFrom } from '../bytecode/findings/compiled-from.ts';
import { withNamedOrigin } from '../bytecode/findings/named-origin.ts';
import { isWrittenByPytest } from '../bytecode/findings/pytest-names.ts';
import { folderToSearchForScripts } from '../bytecode/findings/shadowing.ts';
import type { Bytecode } from '../bytecode/read/bytecode.ts';
import type { Header } from '../bytecode/read/header.ts';
import { DEFAULT_LIMITS } from '../bytecode/read/limits.ts';
import { parsePyc } from '../bytecode/read/parse-pyc.ts';
import type { PseudoSource } from '../bytecode/source/writer.ts';
import type { BytePath } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';
import { inlineLess, keepHeapSmall } from '../model/small-heap.ts';
import type { Secret } from '../secrets/detect-secrets.ts';
import { MOST_SECRETS } from '../secrets/hit.ts';
import { isLibrary, isTest } from '../secrets/library-code.ts';
import { isLfsPointer } from './lfs-pointer.ts';
import type { Problem } from './problems.ts';
import { secretFinding } from './secret-finding.ts';

/** In bytes. Larger files are not read whole: no Python writes them, and they would have to fit into memory. */
export const LARGEST = 4 * DEFAULT_LIMITS.bytes;

/** How many bytes of a file are read: all of it, or of a file that is too large, the part that is searched for code. */
export const wantedOf = (size: number): number => (size <= LARGEST ? size : DEFAULT_LIMITS.bytes);

/** What is in a file, apart from its name and place. */
export interface ScannedFile {
  readonly bytecode: Bytecode;
  readonly secrets: readonly Secret[];
  /** Masks every secret that was found in this file. */
  readonly redact: (text: string) => string;
  /** Masks everything in a text of this file that may be a secret, so that the text can be shown. */
  readonly redactText: (text: string) => string;
  /** The values of secrets in this file, certain and possible ones, which must be masked in other files, too. */
  readonly values: readonly string[];
  /** False if the search stopped at its limit, so that `redact` may miss some secrets. */
  readonly isRedactable: boolean;
  /** What could not be inspected. */
  readonly problems: readonly Problem[];
}

/** The files beside a file, all from the same place: the index, a commit or the disk. */
export interface FilesBeside {
  /** The content of the source that `cacheName` names; `null` where there is none, or it can't be read. */
  readonly source: Uint8Array | null;
  /** Whether the place has a file at a path; true also where that is not known. */
  readonly exists: (path: BytePath) => boolean;
  /** As in `ExaminedFile`. */
  readonly sourceTime?: number;
  readonly hasScript?: boolean;
}

export interface Inspection extends ScannedFile {
  readonly path: BytePath;
  /** The path of the source; absent if the name is not that of a cache file. */
  readonly sourcePath: BytePath | undefined;
  readonly sourceState: SourceState;
  /** No value of a secret is in them. */
  readonly findings: readonly Finding[];
}

const NOTHING: Omit<ScannedFile, 'bytecode'> = {
  secrets: [],
  redact: (text) => text,
  redactText: (text) => text,
  values: [],
  isRedactable: true,
  problems: [],
};

/** Imported once, since even a repeated `import()` takes as long as reading a small file. */
let secretsModule: Promise<typeof import('../secrets/index.ts')> | undefined;

/** In percent. Less takes a seventh of the time for collecting, to save a tenth of the memory. */
const HEAP_GROWTH = 100;

/** When signals could last be handled; reading a file takes less than a millisecond, and so does a wait. */
let handledAt = 0;
const LONGEST_DEAF = 100;

/** Ctrl-C is handled only while the event loop runs, which it does not by itself between files that are on the disk. */
async function signalsHandled(): Promise<void> {
  if (performance.now() - handledAt < LONGEST_DEAF) return;
  await setImmediate();
  handledAt = performance.now();
}

/**
 * Reads a file and looks for secrets in it. The rules for those are loaded once there is bytecode.
 *
 * @param size - of the whole file, where `bytes` are its beginning
 * @param isNamed - whether it is bytecode by its name
 */
export async function scanFile(bytes: Uint8Array, size: number, isNamed: boolean): Promise<ScannedFile> {
  keepHeapSmall(HEAP_GROWTH);
  inlineLess();
  await signalsHandled();
  const isPointer = isLfsPointer(bytes);
  const bytecode = parsePyc(bytes, { size, isNamed: isNamed && !isPointer, now: () => performance.now() });
  if (isPointer) return { ...NOTHING, bytecode, problems: [LFS_POINTER] };
  if (bytecode.status === 'not-bytecode') return { ...NOTHING, bytecode };
  secretsModule ??= import('../secrets/index.ts');
  const rules = await secretsModule;
  const searched = rules.searchedSource(bytecode);
  const failed: string[] = [];
  await signalsHandled();
  const secrets = await rules.detectSecrets(
    searched,
    (rule) => failed.push(rule),
    rules.mentionsOf(bytecode),
  );
  const isRedactable = secrets.length < MOST_SECRETS && failed.length === 0;
  const values = valuesOf(searched, secrets, rules);
  const isStructured = bytecode.status === 'full' && bytecode.runs.length === 0;
  const problems = problemsOf(bytecode, failed);
  return { bytecode, secrets, values, isRedactable, problems, ...masks(values, isStructured, rules) };
}

type Rules = typeof import('../secrets/index.ts');

/** The secrets of a file, the passwords in them, and what may be one. */
function valuesOf(searched: PseudoSource, secrets: readonly Secret[], rules: Rules): string[] {
  const found = secrets.map(({ start, end }) => searched.text.slice(start, end));
  return [...new Set([...found, ...found.flatMap(rules.passwordsIn), ...rules.namedSuspects(searched)])];
}

/** They hold on to the values alone, so that the source they are from need not stay in memory. */
function masks(
  values: readonly string[],
  isStructured: boolean,
  { maskRandom, maskShapes, maskSuspects, maskValues }: Rules,
): Pick<ScannedFile, 'redact' | 'redactText'> {
  // most files have no text that is shown
  let mask: ((text: string) => string) | undefined;
  const maskKnown = (text: string): string => {
    if (values.length === 0) return text;
    mask ??= maskValues(values);
    return mask(text);
  };
  const redact = (text: string): string => maskShapes(maskKnown(text));
  const suspects = (text: string): string => maskSuspects(maskKnown(text));
  return {
    redact: isStructured ? redact : (text) => maskRandom(redact(text)),
    redactText: isStructured ? suspects : (text) => maskRandom(suspects(text)),
  };
}

function problemsOf({ status, size, header, error = '' }: Bytecode, failed: string[]): Problem[] {
  const problems: Problem[] = [];
  if (failed.length > 0)
    problems.push({ code: 'rule-failed', reason: `${failed.join(', ')} could not digest its texts` });
  if (size > LARGEST) problems.push({ code: 'too-large', reason: TOO_LARGE });
  // without the position, files with the same problem share one message
  const reason = error.replace(/ at byte \d+$/, '');
  if (status === 'partial') problems.push({ code: 'read-in-part', reason });
  if (status === 'fallback')
    problems.push({ code: isReadable(header) ? 'read-in-part' : 'unknown-format', reason });
  return problems;
}

const LFS_POINTER: Problem = {
  code: 'not-inspected',
  reason: 'a git-lfs pointer; `git lfs pull` fetches the file itself',
};

const TOO_LARGE = `larger than ${LARGEST / 2 ** 20} MiB`;

/** Whether the reader knows the format: then Python may be able to read what the reader could not. */
const isReadable = (header: Header | undefined): boolean =>
  header?.implementation === 'CPython' || header?.implementation === 'PyPy';

/** What a file gives away, and whether it differs from the reviewed source. */
export function inspectBlob(path: BytePath, scanned: ScannedFile, beside: FilesBeside): Inspection {
  const { secrets, redact } = scanned;
  const bytecode = withNamedOrigin(scanned.bytecode, path);
  const { source, exists } = beside;
  const sourcePath = cacheName(path)?.source;
  const isUnknown = sourcePath === undefined || (source === null && exists(sourcePath));
  const subject = { path, bytecode, redact, ...beside };
  const isOthers =
    secrets.length > 0 &&
    (isTest(path) || [path, ...compiledFrom(bytecode).map((each) => each.path)].some(isLibrary));
  return {
    ...scanned,
    bytecode,
    path,
    sourcePath,
    sourceState: isUnknown ? 'unknown' : compareSource(bytecode, source, isWrittenByPytest(path)),
    findings: [
      ...secrets.map((secret) => secretFinding(path, secret, isOthers)),
      ...bytecodeFindings(subject),
    ],
  };
}

/** The folder for which `hasScript` must be known; undefined if that does not matter. */
export const folderOfScripts = (
  path: BytePath,
  { bytecode }: ScannedFile,
  { source, exists }: FilesBeside,
): BytePath | undefined => folderToSearchForScripts({ path, bytecode, source, exists });
