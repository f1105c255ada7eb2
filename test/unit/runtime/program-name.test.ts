import { expect, test } from '@jest/globals';
import { programName } from '../../../src/runtime/program-name.ts';

test.each([
  ['installed for the user', '/usr/local/bin/pyc-guard', {}, 'pyc-guard'],
  ['by npx', '/home/me/.npm/_npx/1/node_modules/.bin/pyc-guard', { npm_command: 'exec' }, 'npx pyc-guard'],
  [
    'by a script of npm',
    '/p/node_modules/.bin/pyc-guard',
    { npm_lifecycle_event: 'prepare' },
    'npx pyc-guard',
  ],
  ['from node_modules', '/p/node_modules/.bin/pyc-guard', {}, 'npx pyc-guard'],
  ['from a clone', '/p/dist/pyc-guard.js', {}, 'npx pyc-guard'],
])('started %s, a printed command carries the name that works again', (_how, script, env, name) => {
  expect(programName(script, env)).toBe(name);
});
