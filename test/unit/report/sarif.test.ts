import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { RULES } from '../../../src/report/finding-rules.ts';
import { sarif } from '../../../src/report/sarif.ts';
import { failed, HOSTILE_NAMES, MANY, manyFound, reportOf } from '../../helpers/report.ts';
import { PROJECT } from '../../helpers/scratch.ts';

const schema = JSON.parse(
  readFileSync(join(PROJECT, 'test/cases/schemas/sarif-schema-2.1.0.json'), 'utf8'),
) as object;
const validate = new Ajv({
  strict: false,
  unicodeRegExp: false, // a pattern of the schema is none in Unicode mode
  formats: {
    uri: (text) => /^[a-z][a-z0-9+.-]*:/i.test(text) && URL.canParse(text),
    'uri-reference': /^(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-F]{2})*$/,
    'date-time': true,
  },
}).compile(schema);

const runOf = (text: string) => JSON.parse(text).runs[0];

describe('SARIF', () => {
  test.each([
    ['nothing found', reportOf()],
    ['everything found', manyFound()],
    ['warnings', reportOf({ warnings: [{ code: 'shallow-clone', message: 'history is cut off' }] })],
    ['a failed run', failed()],
  ])('is valid against the schema of OASIS: %s', (_, report) => {
    expect(validate(JSON.parse(sarif(report)))).toBe(true);
    expect(validate.errors).toBeNull();
  });

  test('a document with a mistake is not valid, so the schema does judge', () => {
    const document = JSON.parse(sarif(manyFound()));
    document.runs[0].results[0].level = 'severe';
    expect(validate(document)).toBe(false);
  });

  test('URIs decode to the very bytes of the name, also of one that is no UTF-8', () => {
    const { results } = runOf(sarif(manyFound()));
    const decoded = HOSTILE_NAMES.map((_, i) => {
      const { uri, uriBaseId } = results[i].locations[0].physicalLocation.artifactLocation;
      expect(uriBaseId).toBe('SRCROOT');
      return Buffer.from(
        uri.replace(/%([0-9A-F]{2})/g, (_: string, hex: string) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        ),
        'latin1',
      ).toString('latin1');
    });
    expect(decoded).toEqual(HOSTILE_NAMES);
  });

  test('names resolve against the top of the work tree', () => {
    const { originalUriBaseIds, results } = runOf(sarif(manyFound()));
    const { uri } = originalUriBaseIds.SRCROOT;
    expect(uri).toMatch(/^file:\/\/\/.*a%20user\/repo\/$/);
    const first = results[0].locations[0].physicalLocation.artifactLocation.uri;
    expect(new URL(first, uri).href).toBe(`${uri}plain/__pycache__/m.cpython-313.pyc`);
  });

  test('each result names its rule, which explains and links', () => {
    const { results, tool } = runOf(sarif(manyFound()));
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(Object.keys(RULES));
    for (const [i, { code, severity }] of MANY.entries()) {
      expect(results[i]).toMatchObject({ ruleId: code, level: severity });
      const rule = tool.driver.rules[results[i].ruleIndex];
      expect(rule.id).toBe(code);
      expect(rule.help.text).toContain(RULES[code].remedy);
      expect(rule.helpUri).toBe(RULES[code].link);
    }
  });

  test('a line that is known is given, and a finding of no file has no place', () => {
    const { results } = runOf(sarif(manyFound()));
    const [negated, , absent] = results.slice(HOSTILE_NAMES.length);
    expect(negated.locations[0].physicalLocation.region).toEqual({ startLine: 7 });
    expect(absent.locations).toEqual([]);
  });

  test('a failed run is not taken for a clean one', () => {
    const run = runOf(sarif(failed()));
    const [invocation] = run.invocations;
    expect(run.results).toEqual([]);
    expect(invocation).toMatchObject({ executionSuccessful: false, exitCode: 2 });
    expect(invocation.toolExecutionNotifications[0]).toMatchObject({
      level: 'error',
      descriptor: { id: 'not-a-repository' },
    });
    expect(run.originalUriBaseIds).toBeUndefined();
  });
});
