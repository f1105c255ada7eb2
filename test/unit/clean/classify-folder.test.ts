import { describe, expect, test } from '@jest/globals';
import {
  type ClassifyRules,
  classifyFolder,
  type Entry,
  type FolderContext,
  modulesAmong,
} from '../../../src/clean/classify-folder.ts';
import { debrisMatcher } from '../../../src/clean/debris.ts';

const file = (name: string): Entry => ({ name, isDirectory: () => false, isSymbolicLink: () => false });
const link = (name: string): Entry => ({ ...file(name), isSymbolicLink: () => true });
const folder = (name: string): Entry => ({ ...file(name), isDirectory: () => true });

const plain: FolderContext = { name: 'pkg', inCache: false, debris: null, modules: new Set() };
const cache: FolderContext = { ...plain, name: '__pycache__', inCache: true, modules: new Set(['m', 'a.b']) };
const rules = { debris: null, sourceless: false };

const why = (
  entries: readonly Entry[],
  context: FolderContext,
  with_: ClassifyRules = rules,
): Record<string, string> =>
  Object.fromEntries(classifyFolder(entries, context, with_).taken.map((each) => [each.name, each.why]));

describe('classifyFolder', () => {
  test.each([
    ['m.cpython-313.pyc', 'cache'],
    ['m.cpython-38-pytest-6.2.5.pyc', 'cache'],
    ['a.b.cpython-313.opt-1.pyc', 'cache'],
    ['m.f-7.py313.1.nbc', 'cache'],
    ['m.cpython-313.pyc.4711', 'cache'],
    ['n.cpython-313.pyc', 'orphan'],
    ['mm.cpython-313.pyc', 'orphan'],
    ['.pyc', 'orphan'],
  ])('in __pycache__ %s is taken as %s', (name, expected) => {
    expect(why([file(name)], cache)).toEqual({ [name]: expected });
  });

  test('legacy bytecode goes where its source is, and is the only copy where it is not', () => {
    const { taken, sourceless, keeps } = classifyFolder(
      ['m.py', 'm.pyc', 'm$py.class', 'w.pyw', 'w.pyo', 'only.pyc'].map(file),
      plain,
      rules,
    );
    expect(taken.map(({ name }) => name)).toEqual(['m.pyc', 'm$py.class', 'w.pyo']);
    expect(sourceless).toEqual(['only.pyc']);
    expect(keeps).toBe(true);
  });

  test('a folder is no source, and a link is no copy', () => {
    expect(why([folder('m.py'), file('m.pyc'), link('x.pyc')], plain)).toEqual({ 'x.pyc': 'cache' });
    expect(why([file('m.pyc')], plain, { ...rules, sourceless: true })).toEqual({ 'm.pyc': 'sourceless' });
  });

  test('strays are counted and keep the folder', () => {
    expect(classifyFolder([file('README'), link('sub'), folder('deep')], cache, rules)).toMatchObject({
      taken: [],
      strays: 2,
      keeps: true,
      folders: ['deep'],
    });
  });

  test('of debris everything goes', () => {
    const context = { ...plain, debris: 'tox' as const };
    expect(why([file('README'), link('x'), file('only.pyc')], context)).toEqual({
      README: 'tox',
      x: 'tox',
      'only.pyc': 'tox',
    });
  });

  test('files that are debris by name go outside of debris folders too', () => {
    const chosen = { ...rules, debris: debrisMatcher(['coverage', 'numba']) };
    expect(why(['.coverage', '.coverage.host.1', '.coveragerc', 'm.nbi'].map(file), plain, chosen)).toEqual({
      '.coverage': 'coverage',
      '.coverage.host.1': 'coverage',
      'm.nbi': 'numba',
    });
  });
});

test('modulesAmong names what has a source', () => {
  expect(modulesAmong([file('m.py'), file('w.pyw'), folder('d.py'), file('x.pyc'), file('.py')])).toEqual(
    new Set(['m', 'w']),
  );
});
