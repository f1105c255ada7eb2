import { describe, expect, test } from '@jest/globals';
import type { BytePath } from '../../../src/model/byte-path.ts';
import { cacheFile } from '../../../src/model/findings.ts';
import { junit } from '../../../src/report/junit.ts';
import { failed, HOSTILE_NAMES, MANY, manyFound, reportOf } from '../../helpers/report.ts';

const nameOf = (path: string): string => {
  const report = reportOf({ findings: [cacheFile(path as BytePath, 'pyc')], exitCode: 1 });
  return /<testcase .*? name="([^"]*)"/.exec(junit(report))?.[1] ?? '';
};

describe('JUnit', () => {
  test('an error fails its test case, what is less passes and says so', () => {
    const text = junit(manyFound());
    const failures = HOSTILE_NAMES.length + 1;
    expect(text).toContain(
      `<testsuite name="pyc-guard check" tests="${MANY.length}" failures="${failures}" errors="0">`,
    );
    expect(text.match(/<failure /g)).toHaveLength(failures);
    expect(text).toContain('name="sub/.gitignore:7"><system-out>warning: this exception undoes *.pyc');
  });

  test('where nothing was found one test case passes', () => {
    expect(junit(reportOf())).toContain('tests="1" failures="0" errors="0"');
  });

  test('a failed run is an error', () => {
    expect(junit(failed())).toContain('tests="1" failures="0" errors="1"');
    expect(junit(failed())).toContain('<error type="pyc-guard" message="this is not a git repository">');
  });

  test.each([
    ['a<b>&"c".pyc', 'a&#60;b&#62;&#38;&#34;c&#34;.pyc'],
    ['a\tb\nc\rd.pyc', 'a&#9;b&#10;c&#13;d.pyc'],
    ['\0\x01\x1b\x7f.pyc', '\ufffd\ufffd\ufffd&#127;.pyc'],
    ['\xef\xbf\xbe\xef\xbf\xbf.pyc', '\ufffd\ufffd.pyc'],
    ['\xf0\x9f\x90\x8d.pyc', '🐍.pyc'],
    ['\xff.pyc', '\ufffd.pyc'],
  ])('%j is written so that XML 1.0 can hold it', (path, written) => {
    expect(nameOf(path)).toBe(written);
  });
});
