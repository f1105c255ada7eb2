import { Buffer } from 'node:buffer';
import { sipHash } from '../../src/bytecode/findings/siphash.ts';
import type { FindingCode } from '../../src/model/findings.ts';

/** A way to have Python run bytecode that differs from the source that was reviewed. */
export interface Attack {
  readonly name: string;
  /** Content by path; Python is started in their folder. */
  readonly files: Readonly<Record<string, Buffer>>;
  readonly run: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The path of the bytecode; `codes` are the errors that must be found in it. */
  readonly bytecode: string;
  readonly codes: readonly FindingCode[];
}

/** The reviewed source. The payload prints "bytecode" instead and uses a name that is not in here. */
export const REVIEWED = Buffer.from('print("source")\nVALUE = 1\n');

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/**
 * Every attack with the same payload.
 *
 * @param payload - a bytecode file of Python 3.7 or later
 * @param tag - its cache tag, such as `cpython-313`
 * @param mtime - the modification time that the files will be given
 */
export function attacks(payload: Buffer, tag: string, mtime: number): Attack[] {
  const magic = payload.subarray(0, 4);
  const code = payload.subarray(16);
  const hashed = (flags: number, source: Buffer): Buffer => {
    const isNew = magic.readUInt16LE(0) >= 3450;
    const hash = Buffer.from(sipHash(source, magic.readUInt32LE(0), isNew ? 1 : 2), 'hex');
    return Buffer.concat([magic, u32(flags), hash, code]);
  };
  const plain = Buffer.concat([magic, u32(0), u32(mtime), u32(REVIEWED.length), code]);
  const main = Buffer.from('import m\n');
  const cached = `__pycache__/m.${tag}.pyc`;
  const imported = (bytecode: Buffer): Attack['files'] => ({
    'main.py': main,
    'm.py': REVIEWED,
    [cached]: bytecode,
  });
  const runMain = { run: ['main.py'], bytecode: cached };
  return [
    {
      ...runMain,
      name: 'an unchecked hash beside another source',
      files: imported(hashed(1, Buffer.from('other'))),
      codes: ['unchecked-hash', 'hash-mismatch', 'foreign-names'],
    },
    {
      ...runMain,
      name: 'an unchecked hash that is right',
      files: imported(hashed(1, REVIEWED)),
      codes: ['unchecked-hash', 'foreign-names'],
    },
    {
      ...runMain,
      name: 'a checked hash forged for the reviewed source',
      files: imported(hashed(3, REVIEWED)),
      codes: ['foreign-names'],
    },
    {
      ...runMain,
      name: 'a checked hash forged, although all hashes are to be checked',
      files: imported(hashed(3, REVIEWED)),
      run: ['--check-hash-based-pycs', 'always', 'main.py'],
      codes: ['foreign-names'],
    },
    {
      ...runMain,
      name: 'the time and size of the source, forged',
      files: imported(plain),
      codes: ['foreign-names'],
    },
    {
      ...runMain,
      name: 'data behind the code',
      files: imported(Buffer.concat([plain, Buffer.from('more')])),
      codes: ['foreign-names', 'trailing-data'],
    },
    {
      name: 'a module without a source',
      files: { 'main.py': main, 'm.pyc': plain },
      run: ['main.py'],
      bytecode: 'm.pyc',
      codes: ['sourceless'],
    },
    {
      name: 'a package without a source beside the reviewed module',
      files: { 'main.py': main, 'm.py': REVIEWED, 'm/__init__.pyc': plain },
      run: ['main.py'],
      bytecode: 'm/__init__.pyc',
      codes: ['sourceless', 'shadowing'],
    },
    {
      name: 'a submodule without a source',
      files: { 'main.py': Buffer.from('import p.m\n'), 'p/__init__.py': Buffer.alloc(0), 'p/m.pyc': plain },
      run: ['main.py'],
      bytecode: 'p/m.pyc',
      codes: ['sourceless'],
    },
    {
      name: 'a module of the standard library',
      files: { 'main.py': Buffer.from('import colorsys\n'), 'colorsys.pyc': plain },
      run: ['main.py'],
      bytecode: 'colorsys.pyc',
      codes: ['sourceless', 'shadowing'],
    },
    {
      name: 'what every Python imports at its start',
      files: { 'main.py': REVIEWED, 'lib/sitecustomize.pyc': plain },
      run: ['main.py'],
      environment: { PYTHONPATH: 'lib' },
      bytecode: 'lib/sitecustomize.pyc',
      codes: ['sourceless', 'shadowing'],
    },
    {
      name: 'a folder with a main module',
      files: { 'tool/__main__.pyc': plain },
      run: ['tool'],
      bytecode: 'tool/__main__.pyc',
      codes: ['sourceless'],
    },
    {
      name: 'a text file that is none',
      files: { 'notes.txt': plain },
      run: ['notes.txt'],
      bytecode: 'notes.txt',
      codes: ['renamed-bytecode'],
    },
    {
      name: 'a file loaded by its path',
      files: {
        'main.py': Buffer.from(
          [
            'import importlib.machinery as machinery, importlib.util as util',
            'loader = machinery.SourcelessFileLoader("full", "full.pyc")',
            'spec = util.spec_from_loader("full", loader)',
            'loader.exec_module(util.module_from_spec(spec))',
          ].join('\n'),
        ),
        'full.pyc': plain,
      },
      run: ['main.py'],
      bytecode: 'full.pyc',
      codes: ['sourceless'],
    },
  ];
}
