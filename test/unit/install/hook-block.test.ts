import { describe, expect, test } from '@jest/globals';
import { addBlock, type Block, blockState, removeBlock } from '../../../src/install/hook-block.ts';

const BLOCK: Block = { script: 'pyc-guard', rest: 'itself', notes: {} };

const HOOKS = {
  'an empty file': '',
  'a usual hook': '#!/bin/sh\nexit 0\n',
  'no final line end': '#!/bin/sh\nexit 0',
  'only a first line': '#!/bin/sh\n',
  'only a first line without an end': '#!/bin/sh',
  'no first line': 'exit 0\n',
  'a line end at its head': '\n\nexit 0\n',
  'CR LF line ends': '#!/bin/sh\r\nexit 0\r\n',
  'CR LF without a final line end': '#!/bin/sh\r\nexit 0',
  'bytes that are no UTF-8': '#!/bin/sh\n# \xff\xfe\nexit 0\n',
  'dollar signs that a replacement could take': "#!/bin/sh\necho $& $1 $$ $'\n",
};

describe.each(Object.entries(HOOKS))('%s', (_, hook) => {
  test('comes back byte for byte', () => {
    expect(removeBlock(addBlock(hook, BLOCK))?.text).toBe(hook);
  });

  test('has one block however often it is added', () => {
    const once = addBlock(hook, BLOCK);
    expect(addBlock(once, BLOCK)).toBe(once);
    expect(blockState(once, 'pyc-guard', 'itself')).toBe('current');
  });

  test('keeps lines that others add at the end', () => {
    const added = addBlock(hook, BLOCK);
    expect(removeBlock(`${added}\necho added\n`)?.text).toBe(`${hook}\necho added\n`);
  });
});

test('a hook without a block has none to remove', () => {
  expect(removeBlock('#!/bin/sh\nexit 0\n')).toBeNull();
  expect(blockState('#!/bin/sh\nexit 0\n', 'pyc-guard', 'itself')).toBe('absent');
});

test('the block stands behind the #! line', () => {
  expect(addBlock('#!/bin/bash\nset -e\n', BLOCK)).toMatch(/^#!\/bin\/bash\n# >>> pyc-guard >>>/);
});

test.each([
  ['', '#!/bin/sh\n'],
  ['exit 0\n', '#!/bin/sh\n'],
  ['exit 0\r\n', '#!/bin/sh\r\n'],
])('%j gets a #! line, without which Windows starts no hook', (hook, line) => {
  const once = addBlock(hook, BLOCK);
  expect(once.startsWith(`${line}# >>> pyc-guard >>>`)).toBe(true);
  expect(once.endsWith(hook)).toBe(true);
  expect(blockState(once.slice(line.length), 'pyc-guard', 'itself')).toBe('outdated');
  expect(removeBlock(once.replace('#!/bin/sh', '#!/bin/bash'))?.text).toBe(line.replace('sh', 'bash') + hook);
});

test('a hook that another program runs by sh gets no #! line', () => {
  expect(addBlock('exit 0\n', { ...BLOCK, rest: 'by sh -e' })).toMatch(/^# >>> pyc-guard >>>/);
});

test('notes are read as they were written, with every character a link may hold', () => {
  const notes = { mode: '644', link: '../a ]b[/ü\n%', moved: true, created: true };
  expect(removeBlock(addBlock('#!/bin/sh\n', { ...BLOCK, notes }))?.notes).toEqual(notes);
});

test('a block with CR LF, as core.autocrlf makes it, is still current and still removed', () => {
  const turned = addBlock('#!/bin/sh\nexit 0\n', BLOCK).replaceAll('\n', '\r\n');
  expect(blockState(turned, 'pyc-guard', 'itself')).toBe('current');
  expect(removeBlock(turned)?.text).toBe('#!/bin/sh\r\nexit 0\r\n');
});

test('a block for another script, or for another way to run the rest, is outdated', () => {
  const hook = addBlock('#!/bin/sh\n', BLOCK);
  expect(blockState(hook, 'pyc-guard-pre-push', 'itself')).toBe('outdated');
  expect(blockState(hook, 'pyc-guard', 'by sh -e')).toBe('outdated');
});
