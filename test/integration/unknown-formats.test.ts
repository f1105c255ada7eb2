import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import { fakeSecret } from '../helpers/fake-secrets.ts';
import { bytes, code, header, int32, pyc313, text, tuple } from '../helpers/marshal-writer.ts';
import { TestRepo } from '../helpers/repo.ts';

// What no reader here knows is searched for text, and not called what it is not.

const token = fakeSecret('github', 91);
const npm = fakeSecret('npm', 92);

const sized = (value: string): Buffer => Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)]);
const typed = (type: string, rest: Buffer): Buffer => Buffer.concat([Buffer.from(type), rest]);

/** As RustPython's `serialize_code` writes it: lengths before everything, no type before names. */
const rustCode = (...constants: Buffer[]): Buffer =>
  Buffer.concat([
    ...[typed('c', int32(2)), Buffer.from([1, 0, 2, 0]), int32(1), int32(3), int32(0)],
    ...[Buffer.alloc(2), int32(0), int32(0), int32(0), sized('/home/bob/app/m.py'), int32(1), int32(4)],
    ...[sized('<module>'), int32(0), int32(constants.length), ...constants],
    ...[int32(2), sized('API_TOKEN'), sized('url'), int32(0), int32(0), int32(0)],
  ]);
const rust = (magic: string, ...constants: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from(magic), int32(0), int32(1_700_000_000), int32(120), rustCode(...constants)]);

const TEXT = `# settings\nSLACK = 1\nTOKEN = "${token}"\nNPM: '${npm}'\n`;
const PYARMOR = Buffer.concat([
  Buffer.from('PY000000\0\x03\x0b\0', 'latin1'),
  Buffer.alloc(50, 0x91),
  sized(token),
]);

interface Found {
  readonly code: string;
  readonly masked?: string;
}

describe('secrets are found in', () => {
  test.each([
    ['RustPython’s file', rust('4f8b', typed('u', sized(token)), typed('u', sized('x'))), 'RustPython'],
    ['RustPython’s file of another commit', rust('0123', typed('a', sized(token))), 'RustPython'],
    ['an encrypted file with a string in the clear', PYARMOR, undefined],
    [
      'a file with an unknown magic number',
      Buffer.concat([Buffer.from('\x7f\x01\x02\x03'), Buffer.alloc(9), sized(token)]),
      undefined,
    ],
    [
      'code under an unknown magic number',
      header(0x7e7e, Buffer.alloc(12), code({ consts: tuple(text(token)) })),
      undefined,
    ],
    ['a source that is named like bytecode', Buffer.from(TEXT), undefined],
    ['a source with letters that are no ASCII', Buffer.from(`x = 'schlüssel'\n${TEXT}`), undefined],
  ])('%s', (_, file, implementation) => {
    const repo = new TestRepo();
    repo.write('m.pyc', file);
    repo.write('m.py');
    repo.git('add', '--force', '--all');
    for (const args of [
      ['inspect', 'm.pyc'],
      ['inspect', ':m.pyc'],
      ['check', '--tracked'],
      ['check', 'm.pyc'],
    ]) {
      const report = repo.guardJson(args);
      expect(report.exitCode).toBe(1);
      expect(report.findings).toContainEqual(expect.objectContaining({ code: 'secret', masked: 'ghp_…' }));
      expect(report.findings.map((each: Found) => each.code)).not.toContain('sourceless');
      if (args[0] === 'inspect') {
        expect(report.files[0].implementation).toBe(implementation);
        expect(report.files[0]).not.toHaveProperty('python');
      }
    }
  });
});

test('the parts of RustPython’s file are told apart by the lengths before them', () => {
  const repo = new TestRepo();
  repo.write('m.pyc', rust('4f8b', typed('u', sized('first value')), typed('u', sized('größer'))));
  const [file] = repo.guardJson(['inspect', 'm.pyc', '--strings']).files;
  expect(file.strings).toEqual(expect.arrayContaining(['first value', 'größer', 'API_TOKEN']));
  expect(file.compiledFrom).toBe('/home/bob/app/m.py');
  expect(file).toMatchObject({ validation: 'timestamp', sourceSize: 120 });
});

test('a source that is named like bytecode, and holds nothing, is a warning and no finding', () => {
  const repo = new TestRepo();
  repo.write('m.pyc', 'print("hello")\n');
  const report = repo.guardJson(['inspect', 'm.pyc']);
  expect(report).toMatchObject({ exitCode: 0, findings: [], warnings: [{ code: 'unknown-format' }] });
});

test('PyPy is told by the name where it has CPython’s magic number', () => {
  const repo = new TestRepo();
  const file = pyc313(code({ consts: tuple(bytes('x')) }));
  for (const name of [
    'x.pypy39.pyc',
    '__pycache__/y.pypy311.pyc',
    'z.pypy310.opt-1.pyc',
    'w.pyc',
    'v.cpython-313.pyc',
  ])
    repo.write(name, file);
  const { files } = repo.guardJson([
    'inspect',
    'x.pypy39.pyc',
    '__pycache__/y.pypy311.pyc',
    'z.pypy310.opt-1.pyc',
    'w.pyc',
    'v.cpython-313.pyc',
  ]);
  expect(
    files.map((each: { implementation: string; python: string }) => [each.implementation, each.python]),
  ).toEqual([
    ['PyPy', '3.9'],
    ['PyPy', '3.11'],
    ['PyPy', '3.10'],
    ['CPython', '3.13'],
    ['CPython', '3.13'],
  ]);
});
