import { expect, test } from '@jest/globals';
import { pythonSettings } from '../../../src/doctor/python-settings.ts';

test('doctor tells which settings keep Python from writing caches beside the sources', () => {
  expect(pythonSettings({})).toEqual([]);
  expect(pythonSettings({ PYTHONDONTWRITEBYTECODE: '', PYTHONPYCACHEPREFIX: '' })).toEqual([]);
  expect(pythonSettings({ PYTHONDONTWRITEBYTECODE: '1', PYTHONPYCACHEPREFIX: '/tmp/caches' })).toEqual([
    expect.stringContaining('writes no caches'),
    expect.stringContaining('/tmp/caches'),
  ]);
});
