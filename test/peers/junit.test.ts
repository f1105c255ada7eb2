import { describe, expect, test } from '@jest/globals';
import { junit } from '../../src/report/junit.ts';
import { python } from '../helpers/python.ts';
import { TestRepo } from '../helpers/repo.ts';
import { failed, MANY, manyFound, reportOf } from '../helpers/report.ts';

const COUNT = `
import sys, xml.etree.ElementTree as tree
suite, = tree.fromstring(sys.stdin.buffer.read())
print(len(suite), suite.attrib['tests'], suite.attrib['failures'], suite.attrib['errors'])
`;

describe('an XML parser of another maker', () => {
  test.each([
    ['everything found', manyFound(), `${MANY.length} ${MANY.length} ${MANY.length - 2} 0\n`],
    ['nothing found', reportOf(), '1 1 0 0\n'],
    ['a failed run', failed(), '1 1 0 1\n'],
  ])('reads the JUnit report: %s', (_, report, expected) => {
    const { stdout, stderr } = new TestRepo().run(python(), ['-c', COUNT], { input: junit(report) });
    expect({ stdout, stderr }).toEqual({ stdout: expected, stderr: '' });
  });
});
