import { describe, expect, test } from '@jest/globals';
import { gitlab } from '../../../src/report/gitlab.ts';
import { failed, MANY, manyFound, reportOf } from '../../helpers/report.ts';

interface Issue {
  readonly [key: string]: unknown;
  readonly fingerprint: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const issues = (report = manyFound()): Issue[] => JSON.parse(gitlab(report));

describe('GitLab Code Quality', () => {
  test('every issue has the fields that GitLab asks for', () => {
    expect(issues()).toHaveLength(MANY.length);
    for (const { description, check_name, fingerprint, severity, location } of issues()) {
      expect(description).toEqual(expect.any(String));
      expect(check_name).toEqual(expect.any(String));
      expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
      expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
      expect(location.path).not.toMatch(/^\/|^\.\/|^$/);
      expect(location.lines.begin).toBeGreaterThanOrEqual(1);
    }
  });

  test('an error is major, a warning minor, a note info', () => {
    expect(issues().slice(-3)).toMatchObject([
      { severity: 'minor', location: { path: 'sub/.gitignore', lines: { begin: 7 } } },
      { severity: 'info' },
      { severity: 'major', check_name: 'hook-absent' },
    ]);
  });

  test('a file that could not be read whole is an issue, so that the list is not empty', () => {
    const message = 'a/__pycache__/m.cpython-313.pyc was read in part: the data ends too early';
    const list = issues(reportOf({ warnings: [{ code: 'read-in-part', message }] }));
    expect(list).toEqual([
      {
        description: message,
        check_name: 'read-in-part',
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        severity: 'minor',
        location: { path: '.', lines: { begin: 1 } },
      },
    ]);
    expect(issues(reportOf({ warnings: [{ code: 'not-staged', message: 'nothing is staged' }] }))).toEqual(
      [],
    );
  });

  test('nothing found, and a run that failed, are an empty list', () => {
    expect(issues(reportOf())).toEqual([]);
    expect(issues(failed())).toEqual([]);
  });
});
