import type { Bytecode, ReadStatus } from '../read/bytecode.ts';
import type { Validation } from '../read/header.ts';
import { compiledFrom } from './compiled-from.ts';

/** What a file records about itself, with the field names of the JSON output. */
export interface BytecodeFacts {
  readonly read: ReadStatus;
  readonly python: string | null;
  readonly implementation: string | null;
  readonly magic: number | null;
  readonly validation: Validation;
  /** ISO 8601, UTC. */
  readonly mtime: string | null;
  /** Of the source in bytes, modulo 2^32. */
  readonly sourceSize: number | null;
  readonly sourceHash: string | null;
  /** The path it was compiled from, as recorded: it must be escaped before it is printed. */
  readonly compiledFrom: string | null;
  readonly user: string | null;
  readonly counts: Readonly<Record<'bytes' | 'codes' | 'objects' | 'strings' | 'trailing', number>>;
}

export function describeBytecode(bytecode: Bytecode): BytecodeFacts {
  const { header, kind, size, codeCount, objects, strings, runs, trailing } = bytecode;
  const [recorded] = compiledFrom(bytecode);
  const isJython = kind === 'jvm-class' && bytecode.status !== 'not-bytecode';
  return {
    read: bytecode.status,
    python: header?.python ?? null,
    implementation: isJython ? 'Jython' : (header?.implementation ?? null),
    magic: header?.magic ?? null,
    validation: header?.validation ?? 'none',
    mtime: header?.mtime === undefined ? null : new Date(header.mtime * 1000).toISOString(),
    sourceSize: header?.sourceSize ?? null,
    sourceHash: header?.sourceHash ?? null,
    compiledFrom: recorded?.path ?? null,
    user: recorded?.user ?? null,
    counts: {
      bytes: size,
      codes: codeCount,
      objects,
      strings: strings.length + runs.length,
      trailing,
    },
  };
}
