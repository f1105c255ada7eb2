import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { compiledFrom } from '../../../../src/bytecode/findings/compiled-from.ts';
import type { Bytecode } from '../../../../src/bytecode/read/bytecode.ts';
import type { StringValue, Value } from '../../../../src/bytecode/read/code-object.ts';
import { decode } from '../../../../src/bytecode/read/decode.ts';
import { parsePyc } from '../../../../src/bytecode/read/parse-pyc.ts';
import { namesOf } from '../../../../src/bytecode/source/names.ts';
import {
  code,
  dict,
  int32,
  list,
  none,
  pyc313,
  reference,
  shared,
  text,
  tuple,
} from '../../../helpers/marshal-writer.ts';

/** A tuple of so many items that a call can't have them as arguments. */
const longTuple = (items: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from('('), int32(items.length), ...items]);
const repeat = (part: Buffer, count: number): Buffer[] => Array.from({ length: count }, () => part);
const textsOf = ({ bytes, strings }: Bytecode): string[] => strings.map((value) => decode(bytes, value));

const itemsOf = (value: Value): readonly Value[] => ('items' in value ? value.items : []);

const FILE = pyc313(
  code({ consts: tuple(text('first'), code({ consts: tuple(text('inner')), name: text('f') })) }),
);
const OTHER = pyc313(code({ consts: longTuple(repeat(text('other'), 5000)), filename: text('other.py') }));

describe('what was read of a file', () => {
  test('is still there when another file was read before anybody asked', () => {
    const bytecode = parsePyc(FILE);
    parsePyc(OTHER);
    expect(compiledFrom(bytecode).map(({ path }) => path)).toEqual(['m.py']);
    parsePyc(OTHER);
    expect([...namesOf(bytecode)]).toEqual(['<module>', 'f']);
    parsePyc(OTHER);
    expect(bytecode.codes).toEqual(parsePyc(FILE).codes);
    expect(textsOf(bytecode)).toContain('inner');
  });

  test('is no more than at first, where time was what ended the reading', () => {
    let time = 0;
    const now = (): number => {
      time += 1;
      return time;
    };
    const limits = { milliseconds: 1 };
    const before = parsePyc(OTHER, { now, limits });
    const { strings, error } = before;
    expect(error).toMatch(/^out of time/);
    time = 0;
    const after = parsePyc(OTHER, { now, limits });
    parsePyc(FILE);
    time = 0;
    expect(after.strings).toEqual(strings);
  });

  test('has a string, a tuple or a code object once, wherever it is referred to', () => {
    const [a, b] = [shared(tuple(text('x'))), reference(0)];
    const consts = parsePyc(pyc313(code({ consts: tuple(a, b, list(reference(0))) }))).codes[0]?.consts ?? [];
    expect(consts[1]).toBe(consts[0]);
    expect(consts.map(itemsOf)[2]?.[0]).toBe(consts[0]);
  });

  test('goes through a hundred thousand references, one leading to the next', () => {
    const chain = Array.from({ length: 100_000 }, (_, at) =>
      shared(tuple(at === 0 ? text('end') : reference(at - 1))),
    );
    const inner = code({ consts: tuple(reference(chain.length - 1)) });
    const { codes, status } = parsePyc(pyc313(code({ consts: tuple(inner, longTuple(chain)) })));
    // the chain comes behind the reference to its end, which is none then
    expect([status, codes]).toEqual(['partial', []]);
    const behind = parsePyc(pyc313(code({ consts: tuple(longTuple(chain), inner) })));
    expect(behind.status).toBe('full');
    const [last] = [...behind.codesAmong((index) => index === 1)];
    let value: Value | undefined = last?.consts[0];
    let depth = 0;
    for (; value !== undefined && 'items' in value; depth += 1) value = value.items[0];
    expect(depth).toBe(chain.length);
    expect(decode(behind.bytes, value as StringValue)).toBe('end');
  });

  test('is read whole where there are more strings, items, code objects and references than there is room at first', () => {
    const count = 70_000;
    const items = Array.from({ length: count }, (_, at) => shared(text(`s${at}`)));
    const again = Array.from({ length: count }, (_, at) => reference(at));
    const functions = repeat(code({}), 4000);
    const bytecode = parsePyc(
      pyc313(code({ consts: longTuple([longTuple(items), longTuple(again), ...functions]) })),
    );
    expect(bytecode.status).toBe('full');
    expect(bytecode.codeCount).toBe(4001);
    const [first = [], second = []] = (bytecode.codes[0]?.consts ?? []).map(itemsOf);
    expect(first).toHaveLength(count);
    expect(second.every((item, at) => item === first[at])).toBe(true);
    expect(decode(bytecode.bytes, first.at(-1) as StringValue)).toBe(`s${count - 1}`);
  });
});

describe('some of the code objects', () => {
  test('are as they are among all of them, and those that were not asked for have names and arguments', () => {
    const bytecode = parsePyc(FILE);
    expect([...bytecode.codesAmong(() => true)]).toEqual(bytecode.codes);
    const [module] = [...bytecode.codesAmong((index) => index === 0)];
    expect(module?.consts[0]).toEqual(bytecode.codes[0]?.consts[0]);
    expect(module?.consts[1]).toMatchObject({ type: 'code', name: bytecode.codes[1]?.name, consts: [] });
    const [inner] = [...bytecode.codesAmong((index) => index === 1)];
    expect(inner?.consts).toEqual(bytecode.codes[1]?.consts);
    const each: unknown[] = [];
    for (const one of bytecode.codesAmong(() => true)) {
      each.push(one);
      parsePyc(OTHER);
    }
    expect(each).toEqual(bytecode.codes);
    expect(inner?.parent).toMatchObject({ type: 'code', offset: bytecode.codes[0]?.offset });
  });
});

test('a dictionary has its keys and values in turn', () => {
  const [constant] =
    parsePyc(pyc313(code({ consts: tuple(dict(text('key'), none)) }))).codes[0]?.consts ?? [];
  expect(constant).toMatchObject({ type: 'dict', items: [{ type: 'str' }, { type: 'none' }] });
});
