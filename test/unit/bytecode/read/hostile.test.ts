import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { bytecodeFindings } from '../../../../src/bytecode/findings/all-findings.ts';
import type { Bytecode } from '../../../../src/bytecode/read/bytecode.ts';
import { DEFAULT_LIMITS } from '../../../../src/bytecode/read/limits.ts';
import { parsePyc } from '../../../../src/bytecode/read/parse-pyc.ts';
import { pseudoSource } from '../../../../src/bytecode/source/pseudo-source.ts';
import { workFor } from '../../../../src/bytecode/source/work-budget.ts';
import type { BytePath } from '../../../../src/model/byte-path.ts';
import {
  bytes,
  code,
  int32,
  list,
  pyc313,
  reference,
  shared,
  text,
  tuple,
} from '../../../helpers/marshal-writer.ts';

const path = 'm.pyc' as BytePath;

/** Everything that is ever done with a file, so that all of it is held to its bounds. */
function readAll(file: Buffer): Bytecode {
  const bytecode = parsePyc(file);
  const { text: pseudo, entries } = pseudoSource(bytecode);
  expect(bytecode.objects).toBeLessThanOrEqual(DEFAULT_LIMITS.objects + 1);
  // Every string once, and what the bound on work allows beyond that.
  expect(pseudo.length).toBeLessThanOrEqual(3 * file.length + workFor(file).left * 4);
  expect(entries.length).toBeLessThanOrEqual(bytecode.objects + workFor(file).left + bytecode.runs.length);
  bytecodeFindings({ path, bytecode, source: Buffer.from('x = 1\n'), exists: () => true });
  return bytecode;
}

const withConst = (...consts: Buffer[]): Buffer => pyc313(code({ consts: tuple(...consts) }));
const lengthOf = (type: string, length: number): Buffer =>
  Buffer.concat([Buffer.from(type, 'latin1'), int32(length)]);
const repeat = (part: string, count: number): Buffer => Buffer.from(part.repeat(count), 'latin1');

describe('a length that the file does not have', () => {
  const lengths = [0x7fffffff, -1, -0x80000000, 1_000_000];
  test.each([...'sutaA([<>lR'].flatMap((type) => lengths.map((length) => [type, length] as const)))(
    'behind %s, %i, ends the reading',
    (type, length) => {
      const bytecode = readAll(withConst(lengthOf(type, length)));
      expect(bytecode.status).toBe('partial');
      expect(bytecode.error).toMatch(/ at byte \d+$/);
    },
  );
});

describe('nesting', () => {
  test.each(['(\x01\0\0\0', ')\x01', '[\x01\0\0\0', '<\x01\0\0\0', '>\x01\0\0\0', '{', '}', ':'])(
    'five million bytes of %j end at the limit of depth',
    (open) => {
      const bytecode = readAll(withConst(repeat(open, Math.floor(5_000_000 / open.length))));
      expect(bytecode.error).toContain('nested too deep');
      expect(bytecode.objects).toBeLessThan(DEFAULT_LIMITS.depth + 50);
    },
  );

  test('code inside code ends at the limit of depth', () => {
    const ints = Buffer.concat([
      Buffer.from('c'),
      Buffer.alloc(20),
      bytes(''),
      Buffer.from(')\x01', 'latin1'),
    ]);
    const bytecode = readAll(pyc313(Buffer.concat(Array.from({ length: 5000 }, () => ints))));
    expect(bytecode.error).toContain('nested too deep');
  });
});

describe('references', () => {
  test.each([
    ['a tuple that holds itself', withConst(shared(tuple(text('a'), reference(0)))), 'full'],
    ['a list that holds itself', withConst(shared(list(reference(0), text('a')))), 'full'],
    ['code that holds itself', pyc313(shared(code({ consts: tuple(reference(0)) }))), 'partial'],
    ['a reference beyond the last', withConst(reference(5)), 'partial'],
    ['a negative reference', withConst(reference(-1)), 'partial'],
    ['a string as the names', pyc313(code({ names: text('abc') })), 'partial'],
    ['a number as a name', pyc313(code({ names: tuple(Buffer.from('i\0\0\0\0', 'latin1')) })), 'partial'],
    ['an end mark outside a dictionary', withConst(Buffer.from('0')), 'partial'],
  ])('%s does no harm', (_, file, status) => {
    expect(readAll(file as Buffer).status).toBe(status);
  });

  test('code whose constants are a tuple that was never read to its end has those that were read', () => {
    const inner = Buffer.concat([
      Buffer.from('c'),
      Buffer.alloc(20),
      bytes(''),
      reference(0),
      ...[tuple(), tuple(), bytes(''), text('f'), text('g'), text('g'), int32(1), bytes(''), bytes('')],
    ]);
    const unfinished = Buffer.concat([Buffer.from([0xa9, 9]), text('first'), inner, Buffer.from('?')]);
    const bytecode = readAll(pyc313(code({ consts: unfinished })));
    expect(bytecode.status).toBe('partial');
    expect(bytecode.codes.map(({ consts }) => consts.map(({ type }) => type))).toEqual([['str', 'code']]);
  });

  test('None takes no number, even where its flag asks for one, as in CPython', () => {
    const flagged = Buffer.from([0xce]);
    const bytecode = readAll(withConst(flagged, shared(text('first')), tuple(reference(0))));
    expect(bytecode.status).toBe('full');
    expect(bytecode.codes[0]?.consts[2]).toMatchObject({ items: [{ type: 'str' }] });
  });

  test('a tuple of ten references to a tuple of ten references, thirty deep, stays small', () => {
    const levels = [shared(tuple(text('laugh')))];
    for (let level = 0; level < 30; level += 1)
      levels.push(shared(tuple(...Array.from({ length: 10 }, () => reference(level)))));
    const bytecode = readAll(withConst(...levels));
    expect(bytecode.status).toBe('full');
    expect(pseudoSource(bytecode).text).toContain('laugh');
  });

  test('a thousand functions that share the same million instructions and names stay affordable', () => {
    const body = shared(bytes('\x53\0\x72\0'.repeat(100_000)));
    const names = shared(tuple(...Array.from({ length: 20_000 }, (_, at) => text(`n${at}`))));
    const first = code({ body, consts: tuple(text('value')), names });
    const next = code({ body: reference(0), consts: tuple(text('value')), names: reference(1) });
    const bytecode = readAll(withConst(first, ...Array.from({ length: 1000 }, () => next)));
    expect(bytecode.status).toBe('full');
    expect(bytecode.codes).toHaveLength(1002);
  });
});

describe('floods', () => {
  test.each([
    ['five million times None', repeat('N', 5_000_000)],
    ['a million short strings', repeat('z\x01a', 1_000_000)],
    ['a million empty tuples', repeat(')\0', 1_000_000)],
  ])('%s end at the limit of objects', (_, items) => {
    const count = Math.floor(items.length / 4);
    const bytecode = readAll(withConst(Buffer.concat([Buffer.from('('), int32(count), items])));
    expect(bytecode.error).toContain('too many objects');
  });

  test('of a file over the limit of bytes the code is read, and the rest searched at its two ends', () => {
    const file = Buffer.alloc(DEFAULT_LIMITS.bytes + 1000);
    withConst(text('x')).copy(file);
    file.write('middle of the file', file.length / 2);
    file.write('/home/bob/project/m.py', file.length - 100);
    const bytecode = readAll(file);
    expect(bytecode).toMatchObject({ status: 'full', isBounded: false });
    expect(bytecode.trailing).toBeGreaterThan(DEFAULT_LIMITS.bytes);
    expect(bytecode.runs.map((run) => run.text)).toContain('/home/bob/project/m.py');
    expect(bytecode.runs.map((run) => run.text)).not.toContain('middle of the file');
  });

  test('reading stops when the clock that was handed in has run out', () => {
    let calls = 0;
    const now = (): number => {
      calls += 1;
      return calls * 1500;
    };
    const bytecode = parsePyc(withConst(tuple(...Array.from({ length: 50_000 }, () => text('a')))), { now });
    expect(bytecode.error).toContain('out of time');
    expect(calls).toBeLessThan(5);
  });
});

describe('what is no bytecode', () => {
  test.each([
    ['an empty file', Buffer.alloc(0)],
    ['a byte', Buffer.from('c')],
    ['text with CRLF', Buffer.from('# \r\n# a script\r\nc = 1\r\n')],
    ['a fat Mach-O binary', Buffer.from('cafebabe0000000200000007', 'hex')],
    ["a Java class that is none of Jython's", Buffer.from('cafebabe00000034000201000141', 'hex')],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ])('%s is called so', (_, file) => {
    expect(readAll(file).status).toBe('not-bytecode');
  });

  test.each([
    ['a header alone', pyc313(Buffer.alloc(0))],
    ['a header and noise', pyc313(Buffer.from('no code at all'))],
    ['GraalPy', Buffer.concat([Buffer.from([21190 & 255, 21190 >> 8, 13, 10]), Buffer.alloc(30)])],
  ])('%s is searched for text', (_, file) => {
    expect(readAll(file).status).toBe('fallback');
  });
});

test('what follows the code is counted', () => {
  expect(readAll(Buffer.concat([withConst(text('a')), Buffer.from('payload')]))).toMatchObject({
    status: 'full',
    trailing: 7,
  });
});
