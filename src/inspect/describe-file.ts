import { bytecodeWords } from '../bytecode/findings/bytecode-words.ts';
import { describeBytecode } from '../bytecode/findings/describe-bytecode.ts';
import { annotatedSource } from '../bytecode/source/annotated-source.ts';
import { pseudoSource } from '../bytecode/source/pseudo-source.ts';
import { toText } from '../model/byte-path.ts';
import type { InspectedFile } from '../model/inspected-file.ts';
import type { Warning } from '../model/warnings.ts';
import type { Inspection } from './inspect-blob.ts';

/** Which texts of a file are shown. */
export interface Shown {
  readonly strings: boolean;
  readonly pseudoSource: boolean;
  /** Shows secrets in full; otherwise they are masked. */
  readonly reveal: boolean;
}

export interface Description {
  readonly file: Omit<InspectedFile, 'shown'>;
  /** Whose home directory it was compiled in. */
  readonly user?: string;
  readonly warnings: readonly Warning[];
}

/** The description of a file. Without its texts if it has too many secrets to mask them all. */
export function describeFile(inspection: Inspection, shown: Shown): Description {
  const { path, bytecode, redact, isRedactable, sourcePath, sourceState } = inspection;
  const { read, validation, counts, user, ...facts } = describeBytecode(bytecode);
  if (read === 'not-bytecode') return { file: { path, read }, warnings: [] };
  const wantsTexts = shown.strings || shown.pseudoSource;
  const showsTexts = isRedactable || shown.reveal;
  const file: Description['file'] = {
    path,
    ...(bytecode.header !== undefined && { validation }),
    ...withoutNulls({
      ...facts,
      compiledFrom: facts.compiledFrom === null ? null : redact(facts.compiledFrom),
    }),
    source: { ...(sourcePath !== undefined && { path: sourcePath }), state: sourceState },
    read,
    counts,
    ...(wantsTexts && showsTexts && texts(inspection, shown)),
  };
  const whose = user === null ? {} : { user: redact(user) };
  return { file, ...whose, warnings: wantsTexts && !showsTexts ? [tooManySecrets(toText(path))] : [] };
}

function texts({ bytecode, redactText }: Inspection, { strings, pseudoSource: isWanted, reveal }: Shown) {
  const mask = reveal ? (text: string) => text : redactText;
  return {
    ...(strings && bytecodeWords(bytecode, mask)),
    ...(isWanted && { pseudoSource: annotatedSource(pseudoSource(bytecode), mask) }),
  };
}

const tooManySecrets = (name: string): Warning => ({
  code: 'too-many-secrets',
  message: `${name} has more secrets than can be masked, or some that can't be, so its texts are not shown (--reveal shows them)`,
});

type NonNull<T> = { [K in keyof T]?: NonNullable<T[K]> };

const withoutNulls = <T extends object>(fields: T): NonNull<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as NonNull<T>;
