import { expect, test } from '@jest/globals';
import { ExitCode, toFailure } from '../../../src/model/errors.ts';

test('whoever meets a bug is told where to report it', () => {
  const { exitCode, hint } = toFailure(new TypeError('x is not a function'));
  expect({ exitCode, hint }).toEqual({
    exitCode: ExitCode.bug,
    hint: expect.stringContaining('https://bugs.example/'),
  });
});
