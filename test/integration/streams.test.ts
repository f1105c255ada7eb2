import { existsSync } from 'node:fs';
import process from 'node:process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { GUARD, type Ran, TestRepo } from '../helpers/repo.ts';

const FULL = '/dev/full';

describe('where results or messages can not be written', () => {
  const clean = new TestRepo();
  const polluted = new TestRepo();

  beforeAll(() => {
    polluted.write('m.pyc');
    polluted.git('add', 'm.pyc');
  });

  const shell = (repo: TestRepo, line: string): Ran =>
    repo.run('sh', ['-c', line.replace('guard', `"${process.execPath}" "${GUARD}"`)]);

  // Linux has such a device, macOS has none
  if (existsSync(FULL)) {
    test.each(['check', 'check --json', '--help', '--version'])(
      'a full disk under %s is exit code 2',
      (args) => {
        const { code, stderr } = shell(clean, `guard ${args} >${FULL}`);
        expect(stderr).toMatch(/^error: cannot write the output \(ENOSPC\)\nhint: .*\n$/);
        expect(code).toBe(2);
      },
    );

    test('a full disk under the report of a command that has changed something says so', () => {
      const repo = new TestRepo();
      repo.write('m.pyc');
      repo.commitAll();
      const { code, stderr } = shell(repo, `guard fix --json >${FULL}`);
      expect(stderr).toMatch(
        /^error: partly done: all but the report; cannot write the output \(ENOSPC\)\nhint: .*\n$/,
      );
      expect([code, repo.tracked()]).toEqual([2, ['.gitignore']]);
    });

    test('so does a page that was written before its report was not', () => {
      const repo = new TestRepo();
      const { code, stderr } = shell(repo, `guard history --html page.html --output ${FULL}`);
      expect(stderr).toMatch(/^error: partly done: .*ENOSPC\); done: write .*page\.html\nhint: .*\n$/);
      expect([code, existsSync(repo.path('page.html'))]).toEqual([2, true]);
    });

    test('a report that does not fit on its disk is told of with advice that helps', () => {
      const { code, stderr } = shell(clean, `guard check --output ${FULL}`);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/ENOSPC.*\nhint: Make room/)]);
    });

    test('messages that are lost leave the exit code as it is', () => {
      expect(shell(clean, `guard fixx 2>${FULL}`)).toMatchObject({ code: 2 });
      expect(shell(polluted, `guard check 2>${FULL}`)).toMatchObject({ code: 1 });
      expect(shell(clean, `guard install --via file 2>${FULL}`)).toMatchObject({ code: 0 });
    });
  }

  test('a reader that has gone leaves it as it is, too', () => {
    const piped = (repo: TestRepo, args: string): string =>
      shell(repo, `{ { sleep 0.3; guard ${args} 2>&1; echo $? >&3; } | true; } 3>&1`).stdout;
    expect(piped(clean, 'fixx')).toBe('2\n');
    expect(piped(clean, 'check')).toBe('0\n');
    expect(piped(polluted, 'check')).toBe('1\n');
  });
});
