import { describe, expect, test } from '@jest/globals';
import {
  DEBRIS,
  DEFAULT_TOPICS,
  type DebrisTopic,
  debrisMatcher,
  TOPICS,
} from '../../../src/clean/debris.ts';

describe('the table of debris', () => {
  test.each(TOPICS)('%s names its source and something to delete', (topic) => {
    const { source, folders, files = [] } = DEBRIS[topic] as DebrisTopic;
    expect(source).toMatch(/^https:\/\//);
    expect(folders.length + files.length).toBeGreaterThan(0);
  });

  test('holds all topics of pyclean, whose defaults are ours', () => {
    const theirs = 'cache complexipy coverage jupyter mypy package pyright pytest ruff tox';
    expect(TOPICS).toEqual(expect.arrayContaining(theirs.split(' ')));
    expect([...DEFAULT_TOPICS]).toEqual(['cache', 'coverage', 'package', 'pytest', 'ruff']);
  });

  test.each([
    ['', '.pytest_cache', 'pytest'],
    ['a', '.mypy_cache', 'mypy'],
    ['a', '.cache', 'cache'],
    ['a', 'pkg.egg-info', 'package'],
    ['a', 'dist', 'package'],
    ['build', 'lib', 'package'],
    ['build', 'lib.linux-x86_64-cpython-313', 'package'],
    ['build', 'bdist.linux-x86_64', 'package'],
    ['a', '.pyright-stubs-1', 'pyright'],
    ['a', 'lib', null],
    ['a', 'build', null],
    ['a', 'distribution', null],
    ['a', 'xdist', null],
    ['a', 'Xmypy_cache', null],
    ['a', '.cachex', null],
  ])('%s/%s is debris of %s', (parent, name, topic) => {
    expect(debrisMatcher(TOPICS).folder(parent, name)).toBe(topic);
  });

  test('only the topics that were chosen count', () => {
    const { folder, file, emptied } = debrisMatcher(['ruff']);
    expect(folder('a', '.ruff_cache')).toBe('ruff');
    expect([folder('a', '.tox'), file('.coverage'), emptied('build')]).toEqual([null, null, false]);
  });
});
