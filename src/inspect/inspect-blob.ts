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
import { pseudoSource } from '../bytecode/source/pseudo-source.ts';
import { withNames } from '../bytecode/source/with-names.ts';
import type { PseudoSource } from '../bytecode/source/writer.ts';
import type { BytePath } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';
import { keepHeapSmall } from '../model/small-heap.ts';
import type { Secret } from '../secrets/detect-secrets.ts';
import { MOST_SECRETS } from '../secrets/hit.ts';
import { isLibrary, isTest } from '../secrets/library-code.ts';
import { isLfsPointer } from './lfs-pointer.ts';
import type { Problem } from './problems.ts';
import { secretFinding } from './secret-finding.ts';

/** Bytes. No Python wrote a larger file, and it would have to be held whole. */
export const LARGEST = 4 * DEFAULT_LIMITS.bytes;

/** How many bytes of a file of some size are read: of what is too large, as much as code is looked for in. */
export const wantedOf = (size: number): number => (size <= LARGEST ? size : DEFAULT_LIMITS.bytes);

/** What is in a file, whatever its name and wherever it lies. */
export interface Look {
  readonly bytecode: Bytecode;
  readonly pseudo: PseudoSource;
  readonly secrets: readonly Secret[];
  /** Puts the masked form in the place of every secret that was found in this file. */
  readonly redact: (text: string) => string;
  /** What may be shown of a text of this file: takes out of it whatever may be a secret. */
  readonly redactText: (text: string) => string;
  /** What is a secret in this file, or looks like one by its name, and may be in others, too. */
  readonly values: readonly string[];
  /** False where there may be more secrets than were looked for, so that `redact` may leave some. */
  readonly isRedactable: boolean;
  /** What was not looked into. */
  readonly problems: readonly Problem[];
}

/** What lies around a file in the same place: the index, a commit or the disk, never another. */
export interface Around {
  /** The content of the source that `cacheName` names; `null` where there is none, or it can't be read. */
  readonly source: Uint8Array | null;
  /** Whether the place has a file at a path; true also where that is not known. */
  readonly exists: (path: BytePath) => boolean;
  /** As in `Subject`. */
  readonly sourceTime?: number;
  readonly hasScript?: boolean;
}

export interface Inspection extends Look {
  readonly path: BytePath;
  /** Where the source would be; absent for a name that is no cache file's. */
  readonly sourcePath: BytePath | undefined;
  readonly sourceState: SourceState;
  /** No value of a secret is in them. */
  readonly findings: readonly Finding[];
}

const NOTHING: Omit<Look, 'bytecode'> = {
  pseudo: { text: '', entries: [] },
  secrets: [],
  redact: (text) => text,
  redactText: (text) => text,
  values: [],
  isRedactable: true,
  problems: [],
};

/** Asked for once: each `import()` of it takes as long as a small file. */
let secretsModule: Promise<typeof import('../secrets/index.ts')> | undefined;

/**
 * Reads a file and looks for secrets in it. The rules for those are loaded once there is bytecode.
 *
 * @param size - of the whole file, where `bytes` are its beginning
 * @param isNamed - whether it is bytecode by its name
 */
export async function lookInto(bytes: Uint8Array, size: number, isNamed: boolean): Promise<Look> {
  keepHeapSmall();
  const isPointer = isLfsPointer(bytes);
  const bytecode = parsePyc(bytes, { size, isNamed: isNamed && !isPointer, now: () => performance.now() });
  if (isPointer) return { ...NOTHING, bytecode, problems: [LFS_POINTER] };
  if (bytecode.status === 'not-bytecode') return { ...NOTHING, bytecode };
  const pseudo = pseudoSource(bytecode);
  secretsModule ??= import('../secrets/index.ts');
  const { detectSecrets, maskRandom, maskShapes, maskSuspects, maskValues, namedSuspects } =
    await secretsModule;
  const searched = withNames(pseudo, bytecode);
  const failed: string[] = [];
  const secrets = await detectSecrets(searched, (rule) => failed.push(rule));
  const isRedactable = secrets.length < MOST_SECRETS && failed.length === 0;
  const found = secrets.map(({ start, end }) => searched.text.slice(start, end));
  const values = [...new Set([...found, ...namedSuspects(pseudo)])];
  const maskKnown = maskValues(values);
  const redact = (text: string): string => maskShapes(maskKnown(text));
  const isStructured = bytecode.status === 'full' && bytecode.runs.length === 0;
  return {
    bytecode,
    pseudo,
    secrets,
    redact: isStructured ? redact : (text) => maskRandom(redact(text)),
    redactText: (text) =>
      isStructured ? maskSuspects(maskKnown(text)) : maskRandom(maskSuspects(maskKnown(text))),
    values,
    isRedactable,
    problems: problemsOf(bytecode, failed),
  };
}

function problemsOf({ status, size, header, error = '' }: Bytecode, failed: string[]): Problem[] {
  const problems: Problem[] = [];
  if (failed.length > 0)
    problems.push({ code: 'rule-failed', reason: `${failed.join(', ')} could not digest its texts` });
  if (size > LARGEST) problems.push({ code: 'too-large', reason: TOO_LARGE });
  // where a number stands, the same would be said of each file in other words
  const reason = error.replace(/ at byte \d+$/, '');
  if (status === 'partial') problems.push({ code: 'read-in-part', reason });
  if (status === 'fallback')
    problems.push({ code: isReadable(header) ? 'read-in-part' : 'unknown-format', reason });
  return problems;
}

const LFS_POINTER: Problem = {
  code: 'not-inspected',
  reason: 'a pointer of git-lfs; `git lfs pull` fetches the file itself',
};

const TOO_LARGE = `larger than ${LARGEST / 2 ** 20} MiB`;

/** Whether the format is one that this reader knows: then a Python may read what it could not. */
const isReadable = (header: Header | undefined): boolean =>
  header?.implementation === 'CPython' || header?.implementation === 'PyPy';

/** What a file gives away, and whether it is other than what was reviewed. */
export function inspectBlob(path: BytePath, look: Look, around: Around): Inspection {
  const { secrets, redact } = look;
  const bytecode = withNamedOrigin(look.bytecode, path);
  const { source, exists } = around;
  const sourcePath = cacheName(path)?.source;
  const isUnknown = sourcePath === undefined || (source === null && exists(sourcePath));
  const subject = { path, bytecode, redact, ...around };
  const isOthers =
    secrets.length > 0 &&
    (isTest(path) || [path, ...compiledFrom(bytecode).map((each) => each.path)].some(isLibrary));
  return {
    ...look,
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

/** The folder for which `hasScript` has to be known; undefined where it decides nothing. */
export const folderOfScripts = (
  path: BytePath,
  { bytecode }: Look,
  { source, exists }: Around,
): BytePath | undefined => folderToSearchForScripts({ path, bytecode, source, exists });
