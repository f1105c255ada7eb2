import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CACHE_KINDS } from '../../../src/model/classify.ts';
import { FINDING_CODES, SEVERITIES } from '../../../src/model/findings.ts';
import { PROJECT } from '../../helpers/scratch.ts';

const { $defs } = JSON.parse(readFileSync(join(PROJECT, 'schema.json'), 'utf8'));

test.each<[string, readonly string[], readonly string[]]>([
  ['code of a finding', FINDING_CODES, $defs.finding.properties.code.enum],
  ['severity', SEVERITIES, $defs.finding.properties.severity.enum],
  ['kind of cache file', CACHE_KINDS, $defs.kind.enum],
])('each %s is one of the schema, and each of the schema is one of the type', (_what, ours, schema) => {
  expect([...ours].sort()).toEqual([...schema].sort());
});
