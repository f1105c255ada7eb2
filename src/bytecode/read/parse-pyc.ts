import { Bytecode, type ReadFile } from './bytecode.ts';
import { intsOf } from './find-ints.ts';
import { type Header, hasMagicEnd, headerLengths, isRustPython, readHeader } from './header.ts';
import { isJvmClass, readJvmClass } from './jvm-class.ts';
import { type Budget, budgetOf, type Limits } from './limits.ts';
import { nameMagic, versionNumber } from './magic.ts';
import { type MarshalResult, readMarshal } from './marshal.ts';
import { prefixedTexts } from './prefixed-texts.ts';
import { printableRuns, type Run } from './printable-runs.ts';

export interface ParseOptions {
  readonly limits?: Partial<Limits>;
  /** A clock in milliseconds for the limit of time; without it there is none. */
  readonly now?: () => number;
  /** Of the whole file, where `bytes` are only its beginning. */
  readonly size?: number;
  /** Whether it is bytecode by its name: then it is searched for text whatever it contains. */
  readonly isNamed?: boolean;
}

type Base = Pick<ReadFile, 'bytes' | 'size' | 'kind'>;

/**
 * Reads a file as Python bytecode: its header, its code objects, every string with its position. It never
 * throws, whatever the bytes are: `status` and `error` say what could not be read.
 */
export function parsePyc(bytes: Uint8Array, options: ParseOptions = {}): Bytecode {
  const budget = budgetOf(options.limits, options.now);
  const { size = bytes.length, isNamed = false } = options;
  if (isJvmClass(bytes)) return parseClass(bytes, size, budget);
  const base: Base = { bytes, size, kind: 'pyc' };
  if (bytes.length < 4) return new Bytecode({ ...base, status: 'not-bytecode', header: undefined });
  const isCut = size > budget.bytes;
  const best = readBody(isCut ? bytes.subarray(0, budget.bytes) : bytes, budget);
  if (!best) return withoutStructure(base, isNamed, budget);
  const { header, body } = best;
  const { isWhole, table, objects, codeCount, end } = body;
  const reason =
    isCut && !isWhole ? `larger than ${budget.bytes} bytes: the rest was only searched for text` : body.error;
  return new Bytecode({
    bytes,
    size,
    kind: 'pyc',
    header,
    status: isWhole ? 'full' : 'partial',
    table,
    runs: searchRest(bytes, end, budget),
    objects,
    codeCount,
    trailing: isWhole ? size - end : 0,
    error: reason,
    isBounded: !isWhole && (isCut || body.isBounded),
  });
}

/** Whether the first 24 bytes (fewer only of a smaller file) can be bytecode: cheap, and never wrongly false. */
export function canBeBytecode(head: Uint8Array): boolean {
  if (isJvmClass(head)) return true;
  return hasMagicEnd(head) && [8, 12, 16].some((at) => isCodeType(head[at]));
}

const isCodeType = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte & 0x7f) | 0x20) === 0x63;

/** Tries the layouts of the header; the first that leads to a whole code object wins, else the one that led furthest. */
function readBody(bytes: Uint8Array, budget: Budget): { header: Header; body: MarshalResult } | undefined {
  if (!hasMagicEnd(bytes)) return undefined;
  const magic = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  const origin = nameMagic(magic);
  const hint = intsOf(versionNumber(origin?.python), origin?.implementation === 'PyPy');
  let best: { header: Header; body: MarshalResult } | undefined;
  for (const length of headerLengths(magic)) {
    if (!isCodeType(bytes[length])) continue;
    const body = readMarshal(bytes, length, budget, hint);
    const isBetter = body.isWhole || body.objects > Math.max(1, best?.body.objects ?? 0);
    if (isBetter) best = { header: readHeader(bytes, length), body };
    if (body.isWhole) break;
  }
  return best;
}

/**
 * Only the header or the name says that it is bytecode; without them it is not. RustPython's code has a
 * format of its own, which changes with each commit.
 */
function withoutStructure(base: Base, isNamed: boolean, budget: Budget): Bytecode {
  const { bytes } = base;
  const isRust = isRustPython(bytes);
  const header = readHeader(bytes, isRust ? 16 : 0);
  const isKnown = isRust || (header.implementation !== undefined && hasMagicEnd(bytes));
  if (!isKnown && !isNamed) return new Bytecode({ ...base, status: 'not-bytecode', header: undefined });
  const runs = searchTexts(bytes, isKnown ? 4 : 0, budget);
  const error = isKnown ? 'the code object could not be read' : 'no Python that is known wrote it';
  return new Bytecode({ ...base, status: 'fallback', header: isKnown ? header : undefined, runs, error });
}

/** Like `searchRest`, for a format in which it is unknown where texts begin and end. */
const searchTexts = (bytes: Uint8Array, from: number, budget: Budget): Run[] =>
  bytes.length - from <= budget.bytes
    ? prefixedTexts(bytes, from, budget.objects)
    : searchRest(bytes, from, budget);

/** Text from an offset on; of what is larger than the bound, the beginning and the end. */
function searchRest(bytes: Uint8Array, from: number, { bytes: most, objects }: Budget): Run[] {
  if (bytes.length - from <= most) return printableRuns(bytes, from, bytes.length, objects);
  const half = Math.floor(most / 2);
  return [
    ...printableRuns(bytes, from, from + half, objects / 2),
    ...printableRuns(bytes, bytes.length - half, bytes.length, objects / 2),
  ];
}

/** Jython keeps its strings in the constant pool of a Java class; other Java classes are not Python bytecode. */
function parseClass(bytes: Uint8Array, size: number, budget: Budget): Bytecode {
  const base = { bytes, size, kind: 'jvm-class', header: undefined } as const;
  const { texts, isWhole } = readJvmClass(bytes, budget.objects);
  if (!texts.some(({ text }) => text.startsWith('org/python/')))
    return new Bytecode({ ...base, status: 'not-bytecode' });
  return new Bytecode({
    ...base,
    status: isWhole ? 'full' : 'partial',
    runs: texts,
    objects: texts.length,
    error: isWhole ? undefined : 'the constant pool ends too early',
  });
}
