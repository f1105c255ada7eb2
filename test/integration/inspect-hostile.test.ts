import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { inspect } from '../../src/inspect/inspect.ts';
import { GuardError } from '../../src/model/errors.ts';
import { FORMATS } from '../../src/report/formats.ts';
import { human } from '../../src/report/human.ts';
import { json } from '../../src/report/json.ts';
import type { Report } from '../../src/report/report.ts';
import { random } from '../helpers/fake-secrets.ts';
import { code, int32, pyc313, reference, shared, text, tuple, unicode } from '../helpers/marshal-writer.ts';
import { pycNames, readCase } from '../helpers/pyc-fixtures.ts';
import { TestRepo } from '../helpers/repo.ts';
import { scratchFolder } from '../helpers/scratch.ts';

/** What could drive a terminal or reorder what is read: C0 but for line ends, C1, bidi marks, zero-width. */
const UNSAFE = /(?!\n)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const EVIL = '\x1b]0;owned\x07\x1b[2J\r\n::error::x\x9b31m\u202egnp.\u2066\u200bm\u2028';

/** Hostile text in every place where a file can hold text. */
const hostile = pyc313(
  code({
    consts: tuple(unicode(EVIL), unicode(`password ${EVIL}`)),
    names: tuple(unicode(`name${EVIL}`)),
    filename: unicode(`/home/bob${EVIL}/${EVIL}/m.py`),
    name: unicode(`<module>${EVIL}`),
  }),
);

describe('terminal escapes and bidi marks in a file', () => {
  const repo = new TestRepo();
  repo.write('m.pyc', hostile);
  repo.write('m.py', 'x = 1\n');
  repo.write('notes.txt', hostile);
  repo.git('add', '--force', '--all');

  test.each([
    ['inspect', ['inspect', 'm.pyc', ':m.pyc', 'notes.txt']],
    ['inspect --strings', ['inspect', 'm.pyc', '--strings']],
    ['inspect --pseudo-source', ['inspect', 'm.pyc', '--pseudo-source', '--reveal', '--yes']],
    ['check', ['check', '--content']],
  ])('are inert in what %s prints', (_, args) => {
    for (const format of ['human', 'github', 'junit'])
      for (const flags of [[], ['--verbose']]) {
        const { code: exit, stdout, stderr } = repo.guard([...args, ...flags, '--format', format]);
        expect(exit).toBe(args.includes('--content') || args.includes('notes.txt') ? 1 : 0);
        expect(stdout + stderr).not.toMatch(UNSAFE);
        expect(stdout).not.toMatch(/^::error::x/m);
      }
  });

  test('come through JSON as they are, for whoever asks for the texts', () => {
    const [file] = repo.guardJson(['inspect', 'm.pyc', '--strings']).files;
    expect(file.strings).toContain(EVIL);
    expect(file.compiledFrom).toContain('\u202e');
  });
});

/** Where the command is given is no repository. */
const outside = () =>
  Promise.reject(new GuardError('not-a-repository', 'this is not a git repository', 'Go to one.'));

describe('2,000 mutants', () => {
  const SEEDS = [
    ...['rich', 'rich3', 'modes', 'planted'].flatMap((folder) =>
      pycNames(folder).map((name) => readCase(`${folder}/${name}.pyc`)),
    ),
    hostile,
  ];

  function mutant(below: (limit: number) => number): Buffer {
    const bytes = Buffer.from(SEEDS[below(SEEDS.length)] ?? '');
    const other = SEEDS[below(SEEDS.length)] ?? bytes;
    switch (below(5)) {
      case 0:
        return bytes.subarray(0, below(bytes.length));
      case 1:
        return Buffer.concat([bytes.subarray(0, below(bytes.length)), other.subarray(below(other.length))]);
      case 2:
        bytes.writeInt32LE([0x7fffffff, -1, -0x80000000, 0, 65536][below(5)] ?? 0, below(bytes.length - 4));
        return bytes;
      default:
        for (let count = 1 + below(12); count > 0; count -= 1) bytes[below(bytes.length)] = below(256);
        return bytes;
    }
  }

  test.each([1, 2, 3, 4])(
    'go through the whole command and both forms of its output (round %i)',
    async (round) => {
      const next = random(7000 + round);
      const below = (limit: number): number => Math.floor(next() * limit);
      const cwd = scratchFolder();
      mkdirSync(join(cwd, '__pycache__'));
      writeFileSync(join(cwd, 'm.py'), readCase('rich.py'));
      const names = Array.from({ length: 500 }, (_, at) => {
        const name =
          ['m.pyc', '__pycache__/m.cpython-313.pyc', 'notes.txt'][at % 3]?.replace(/\.(?=\w+$)/, `${at}.`) ??
          '';
        writeFileSync(join(cwd, name), mutant(below));
        return name;
      });
      const options = {
        strings: true,
        pseudoSource: true,
        reveal: false,
        stdin: null,
        progress: () => () => {},
      };
      const outcome = await inspect({ cwd, repository: outside }, names, options);
      const head = { version: '1.2.3', root: '', dryRun: false, exitCode: 0 };
      const report: Report = { ...head, ...outcome, command: 'inspect' };
      expect(outcome.files).toHaveLength(500);
      const { out, err } = human(report, {
        color: false,
        quiet: false,
        verbose: true,
        terminal: false,
        program: 'pyc-guard',
      });
      expect(out + err).not.toMatch(UNSAFE);
      expect(JSON.parse(json(report)).files).toHaveLength(500);
      expect(new Set(outcome.files?.map(({ read }) => read)).size).toBeGreaterThan(2);
    },
  );
});

test('bombs and floods are described, in every format', () => {
  const folder = scratchFolder();
  const levels = [shared(tuple(text('laugh')))];
  for (let level = 0; level < 30; level += 1)
    levels.push(shared(tuple(...Array.from({ length: 10 }, () => reference(level)))));
  const flood = Buffer.concat([Buffer.from('('), int32(5_000_000), Buffer.alloc(5_000_000, 'N')]);
  const bombs: Readonly<Record<string, Buffer>> = {
    'references.pyc': pyc313(code({ consts: tuple(...levels) })),
    'flood.pyc': pyc313(code({ consts: flood })),
    'nested.pyc': pyc313(code({ consts: Buffer.alloc(5_000_000, ')\x01', 'latin1') })),
    'header.pyc': pyc313(Buffer.alloc(0)),
    'empty.pyc': Buffer.alloc(0),
  };
  for (const [name, content] of Object.entries(bombs)) writeFileSync(join(folder, name), content);
  const repo = new TestRepo();
  for (const format of FORMATS) {
    const args = ['inspect', ...Object.keys(bombs), '--strings', '--pseudo-source', '--format', format];
    expect(repo.guard(args, { cwd: folder }).code).toBe(1);
  }
});
