import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type ActionKind, HOOK_EVENTS, HOOK_ROUTES } from '../../../src/model/actions.ts';
import { CACHE_KINDS } from '../../../src/model/classify.ts';
import { COMMAND_NAMES, type CommandName } from '../../../src/model/commands.ts';
import { ERROR_CODES } from '../../../src/model/errors.ts';
import { FINDING_CODES, SEVERITIES } from '../../../src/model/findings.ts';
import { AREAS } from '../../../src/model/outcome.ts';
import type { Summaries } from '../../../src/model/summaries.ts';
import { WARNING_CODES } from '../../../src/model/warnings.ts';
import { PROJECT } from '../../helpers/scratch.ts';

const schema = JSON.parse(readFileSync(join(PROJECT, 'schema.json'), 'utf8'));
const { $defs, properties } = schema;

interface Shape {
  readonly properties: Readonly<Record<string, { readonly enum?: string[]; readonly const?: string }>>;
}

const valuesIn = (shapes: readonly Shape[], key: string): string[] =>
  shapes.flatMap(({ properties }) => properties[key]?.enum ?? properties[key]?.const ?? []);

/** Each kind once, or this does not compile; as JSON calls it. */
const ACTIONS: Readonly<Record<ActionKind, string>> = {
  untrack: 'untrack',
  'patch-ignore': 'patch-ignore',
  'patch-attributes': 'patch-attributes',
  commit: 'commit',
  'write-page': 'write-page',
  restore: 'restore',
  backup: 'backup',
  bundle: 'backup',
  purge: 'purge',
  'write-hook': 'write-hook',
  'set-config': 'set-config',
  'unset-config': 'unset-config',
  delete: 'delete',
};

type AnyOf<T> = T extends unknown ? keyof T : never;

/** Each count once, or this does not compile. */
const COUNTS: Readonly<Record<Exclude<AnyOf<Summaries[Exclude<CommandName, 'rules'>]>, symbol>, true>> = {
  hooksWritten: true,
  cacheFiles: true,
  hooksRemoved: true,
  checked: true,
  strays: true,
  allowed: true,
  commits: true,
  renamed: true,
  known: true,
  secrets: true,
  leaks: true,
  inspected: true,
  ignoreLinesAdded: true,
  untracked: true,
  files: true,
  directories: true,
  bytes: true,
  skippedTracked: true,
  skippedSourceless: true,
  orphans: true,
  stale: true,
  failed: true,
  patternsAdded: true,
  patternsRemoved: true,
  errors: true,
  warnings: true,
  notes: true,
  notBytecode: true,
  paths: true,
  blobs: true,
  packedBytes: true,
  rewritten: true,
  packBytesBefore: true,
  packBytesAfter: true,
};

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();

test.each<[string, readonly string[], readonly string[]]>([
  ['command', COMMAND_NAMES, properties.command.anyOf[0].enum],
  ['code of a finding', FINDING_CODES, $defs.finding.properties.code.enum],
  ['code of a warning', WARNING_CODES, $defs.warningCode.enum],
  ['code of an error', ERROR_CODES, $defs.errorCode.enum],
  ['count', Object.keys(COUNTS), properties.summary.propertyNames.enum],
  ['severity', SEVERITIES, $defs.finding.properties.severity.enum],
  ['kind of cache file', CACHE_KINDS, $defs.kind.enum],
  ['kind of action', Object.values(ACTIONS), valuesIn($defs.action.oneOf, 'do')],
  ['event of a hook', HOOK_EVENTS, valuesIn($defs.action.oneOf, 'event')],
  ['route to a hook', HOOK_ROUTES, valuesIn($defs.action.oneOf, 'via')],
  ['area of the doctor', AREAS, properties.passed.items.properties.area.enum],
])('each %s is one of the schema, and each of the schema is one of the type', (_what, ours, theirs) => {
  expect(unique(ours)).toEqual(unique(theirs));
});

describe('the compiler lets through no code but these, and each of them is given somewhere', () => {
  const SRC = join(PROJECT, 'src');
  /** Where codes are listed or explained, not given. */
  const LISTS = ['model/warnings.ts', 'model/commands.ts', 'report/finding-rules.ts'];
  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !LISTS.includes(name))
    .map((name) => readFileSync(join(SRC, name), 'utf8').replace(/_CODES = \[[^\]]*\]/g, ''))
    .join('\n');

  test.each([...FINDING_CODES, ...WARNING_CODES, ...ERROR_CODES])('%s', (code) => {
    expect(sources.includes(`'${code}'`)).toBe(true);
  });
});
