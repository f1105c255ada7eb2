import type { CodeLayout } from './code-layout.ts';

/** A range of bytes in the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A code object, with its fields under the names of the newest Python (`inspect`, section "code"). */
export interface CodeObject {
  readonly type: 'code';
  /** The offset of its type byte. */
  readonly offset: number;
  /** The first code object that has this one among its constants. */
  readonly parent: CodeObject | undefined;
  readonly argcount: number;
  readonly kwonlyargcount: number;
  readonly flags: number;
  readonly code: Span;
  readonly consts: readonly Value[];
  readonly names: readonly StringValue[];
  /** Arguments and local variables; from 3.11 on cells and free variables are among them. */
  readonly varnames: readonly StringValue[];
  /** Empty from 3.11 on, see `kinds`. */
  readonly freevars: readonly StringValue[];
  /** Empty from 3.11 on, see `kinds`. */
  readonly cellvars: readonly StringValue[];
  readonly filename: StringValue | undefined;
  readonly name: StringValue | undefined;
  readonly qualname: StringValue | undefined;
  readonly firstLine: number;
  /** A byte for each of `varnames`, from 3.11 on: local, cell or free (`co_localspluskinds`). */
  readonly kinds: Span | undefined;
  /** `co_lnotab` or `co_linetable`. */
  readonly lines: Span | undefined;
  readonly layout: CodeLayout;
}

/**
 * A string as a range of the file, decoded only when needed. `bytes` is also what
 * Python 2 and 1 call `str`.
 */
export interface StringValue {
  readonly type: 'str' | 'bytes';
  /** Offsets of the first byte and of the one after the last. */
  readonly start: number;
  readonly end: number;
  readonly encoding: 'ascii' | 'utf8' | 'raw';
}

export interface Sequence {
  readonly type: 'tuple' | 'list' | 'set' | 'frozenset' | 'slice';
  readonly items: readonly Value[];
}

/** Keys and values in turn. */
export interface Dict {
  readonly type: 'dict' | 'frozendict';
  readonly items: readonly Value[];
}

/** Numbers and singletons: only their position in the stream matters, not their value. */
export interface Other {
  readonly type: 'none' | 'true' | 'false' | 'ellipsis' | 'stop-iteration' | 'number';
}

export type Value = StringValue | Sequence | Dict | Other | CodeObject;

export const isString = (value: Value | undefined): value is StringValue =>
  value !== undefined && (value.type === 'str' || value.type === 'bytes');

export const isTuple = (value: Value | undefined): value is Sequence => value?.type === 'tuple';
