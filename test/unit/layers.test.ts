import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT } from '../helpers/scratch.ts';

const SRC = join(PROJECT, 'src');

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replaceAll('\\', '/'));

/** Everything a file imports, whether at its head or on demand. */
const imports = (name: string): string[] =>
  [...readFileSync(join(SRC, name), 'utf8').matchAll(/(?:from|import\() ?'([^']+)'|^import '([^']+)'/gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );

const local = (name: string): string[] =>
  imports(name)
    .filter((from) => from.startsWith('.'))
    .map((from) => relative(SRC, join(SRC, dirname(name), from)).replaceAll('\\', '/'));

/** The first that fits names a file's layer; a file may import its own layer and those listed. */
const LAYERS: readonly (readonly [RegExp, string, readonly string[]])[] = [
  [/^(?:types|plans|sweep\/lot)\.ts$/, 'types', []],
  [/^core\//, 'core', ['types', 'errors']],
  [/^errors\.ts$/, 'errors', []],
  [/^package\.ts$/, 'package', []],
  [/^files\.ts$/, 'files', ['core', 'types', 'errors']],
  [/^sweep\//, 'sweep', ['files', 'heap', 'core', 'types', 'errors']],
  [/^small-heap\.ts$/, 'heap', []],
  [/^terminal\.ts$/, 'terminal', ['core', 'errors']],
  [/^git\//, 'git', ['files', 'core', 'types', 'errors']],
  [/^secrets\//, 'secrets', ['core', 'types']],
  [
    /^commands\//,
    'commands',
    ['git', 'sweep', 'files', 'heap', 'package', 'secrets', 'core', 'types', 'errors'],
  ],
  [/^report\/html\/browser\//, 'page', ['report']],
  [/^report\//, 'report', ['core', 'types', 'errors']],
  [/^apply-purge\.ts$/, 'apply', ['interruption', 'git', 'types', 'errors']],
  [/^apply\.ts$/, 'apply', ['git', 'files', 'core', 'types', 'errors']],
  [/^interruption\.ts$/, 'interruption', []],
  [/^progress\.ts$/, 'progress', ['terminal', 'core']],
  [/^names-input\.ts$/, 'input', ['files', 'core', 'types', 'errors']],
  [/^output-file\.ts$/, 'output', ['files']],
  [/^print-text\.ts$/, 'print', []],
  [
    /^perform\.ts$/,
    'perform',
    [
      'interruption',
      'progress',
      'terminal',
      'sweep',
      'apply',
      'output',
      'print',
      'report',
      'commands',
      'git',
      'files',
      'package',
      'core',
      'types',
      'errors',
    ],
  ],
  [
    /^cli\//,
    'cli-commands',
    ['perform', 'terminal', 'input', 'report', 'package', 'commands', 'core', 'types', 'errors'],
  ],
  [/^cli\.ts$/, 'cli', ['cli-commands', 'perform', 'print', 'package', 'types', 'errors']],
  [/^bin\.ts$/, 'bin', ['cli', 'interruption', 'files', 'errors']],
];

const layer = (name: string) => LAYERS.find(([pattern]) => pattern.test(name));

describe('the layers', () => {
  test.each(files)('%s imports only what lies below it', (name) => {
    const [, own, below] = layer(name) ?? [];
    expect(own).toBeDefined();
    const wrong = local(name).filter((target) => {
      const [, its] = layer(target) ?? [];
      return its !== own && !below?.includes(its ?? '');
    });
    expect(wrong).toEqual([]);
  });

  /** Who alone may import what. */
  const OWNERS: readonly (readonly [string, RegExp])[] = [
    ['simple-git', /^git\/ask\.ts$/],
    ['node:child_process', /^(git\/run|sweep\/crew)\.ts$/],
    ['yargs', /^cli(\.ts$|\/)/],
    ['ignore', /^core\/gitignore\//],
  ];

  test.each(OWNERS)('%s has one owner', (name, owner) => {
    const users = files.filter((file) => imports(file).includes(name));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !owner.test(file))).toEqual([]);
  });

  test('few files delete or rename', () => {
    const writers = files.filter((file) =>
      /\b(?:unlink|rmdir|rm|rename)Sync\b/.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(writers.sort()).toEqual([
      'apply.ts',
      'files.ts',
      'git/attributes-as-of.ts',
      'git/commit-aside.ts',
      'git/history/allowed-then.ts',
      'git/history/bundle.ts',
      'git/history/filter-repo.ts',
      'sweep/delete-lot.ts',
    ]);
  });

  test('core is pure: it reaches for no file, process or terminal', () => {
    const core = files.filter((file) => file.startsWith('core/'));
    expect(core.length).toBeGreaterThan(5);
    const impure = core.filter(
      (file) =>
        imports(file).some((from) => from.startsWith('node:') && from !== 'node:buffer') ||
        /\b(process|console)\./.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(impure).toEqual([]);
  });

  test('files stay small: none is over 250 lines, half are within 80', () => {
    const lengths = files.map((file) => readFileSync(join(SRC, file), 'utf8').split('\n').length);
    lengths.sort((a, b) => a - b);
    expect(lengths.at(-1)).toBeLessThanOrEqual(250);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(80);
  });
});
