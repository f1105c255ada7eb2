import type { CodeObject } from './code-object.ts';

/**
 * A string as a place in the file: decoding waits until somebody asks. `bytes` is also what
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
  readonly items: Value[];
}

/** Keys and values in turn. */
export interface Dict {
  readonly type: 'dict' | 'frozendict';
  readonly items: Value[];
}

/** Numbers and singletons: their place in the stream matters, their value never did. */
export interface Other {
  readonly type: 'none' | 'true' | 'false' | 'ellipsis' | 'stop-iteration' | 'number';
}

export type Value = StringValue | Sequence | Dict | Other | CodeObject;

export const isString = (value: Value | undefined): value is StringValue =>
  value !== undefined && (value.type === 'str' || value.type === 'bytes');

export const isTuple = (value: Value | undefined): value is Sequence => value?.type === 'tuple';
