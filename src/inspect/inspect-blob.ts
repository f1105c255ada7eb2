import { bytecodeFindings } from '../bytecode/findings/all-findings.ts';
import { cacheName } from '../bytecode/findings/cache-name.ts';
import { compareSource, type SourceState } from '../bytecode/findings/compare-source.ts';
import { isWrittenByPytest } from '../bytecode/findings/pytest-names.ts';
import { folderToSearchForScripts } from '../bytecode/findings/shadowing.ts';
import type { Bytecode } from '../bytecode/read/bytecode.ts';
import { DEFAULT_LIMITS } from '../bytecode/read/limits.ts';
import { parsePyc } from '../bytecode/read/parse-pyc.ts';
import { pseudoSource } from '../bytecode/source/pseudo-source.ts';
import { withNames } from '../bytecode/source/with-names.ts';
import type { PseudoSource } from '../bytecode/source/writer.ts';
import type { BytePath } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';
import type { Secret } from '../secrets/detect-secrets.ts';
import { MOST_SECRETS } from '../secrets/hit.ts';
import { secretFinding } from './secret-finding.ts';

/** Bytes. No Python wrote a larger file, and it would have to be held whole. */
export const LARGEST = 4 * DEFAULT_LIMITS.bytes;

/** What is in a file, whatever its name and wherever it lies. */
export interface Look {
  readonly bytecode: Bytecode;
  readonly pseudo: PseudoSource;
  readonly secrets: readonly Secret[];
  /** Puts the masked form in the place of every secret that was found in this file. */
  readonly redact: (text: string) => string;
  /** False where there may be more secrets than were looked for, so that `redact` may leave some. */
  readonly isRedactable: boolean;
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
  isRedactable: true,
};

/** Asked for once: each `import()` of it takes as long as a small file. */
let secretsModule: Promise<typeof import('../secrets/index.ts')> | undefined;

/** Reads a file and looks for secrets in it. The rules for those are loaded once there is bytecode. */
export async function lookInto(bytes: Uint8Array): Promise<Look> {
  const bytecode = parsePyc(bytes, { now: () => performance.now() });
  if (bytecode.status === 'not-bytecode') return { ...NOTHING, bytecode };
  const pseudo = pseudoSource(bytecode);
  secretsModule ??= import('../secrets/index.ts');
  const { detectSecrets, maskRandom, redactor } = await secretsModule;
  const searched = withNames(pseudo, bytecode);
  const secrets = await detectSecrets(searched);
  const isRedactable = secrets.length < MOST_SECRETS;
  const redact = redactor(searched, secrets);
  const isStructured = bytecode.status === 'full' && bytecode.runs.length === 0;
  return {
    bytecode,
    pseudo,
    secrets,
    redact: isStructured ? redact : (text) => maskRandom(redact(text)),
    isRedactable,
  };
}

/** What a file gives away, and whether it is other than what was reviewed. */
export function inspectBlob(path: BytePath, look: Look, around: Around): Inspection {
  const { bytecode, secrets, redact } = look;
  const { source, exists } = around;
  const sourcePath = cacheName(path)?.source;
  const isUnknown = sourcePath === undefined || (source === null && exists(sourcePath));
  const subject = { path, bytecode, redact, ...around };
  return {
    ...look,
    path,
    sourcePath,
    sourceState: isUnknown ? 'unknown' : compareSource(bytecode, source, isWrittenByPytest(path)),
    findings: [...secrets.map((secret) => secretFinding(path, secret)), ...bytecodeFindings(subject)],
  };
}

/** The folder for which `hasScript` has to be known; undefined where it decides nothing. */
export const folderOfScripts = (
  path: BytePath,
  { bytecode }: Look,
  { source, exists }: Around,
): BytePath | undefined => folderToSearchForScripts({ path, bytecode, source, exists });
