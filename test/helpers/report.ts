import { type BytePath, fromText } from '../../src/model/byte-path.ts';
import type { Failure } from '../../src/model/errors.ts';
import { cacheFile, type Finding } from '../../src/model/findings.ts';
import { type DoneReport, NOTHING_ELSE, type Report } from '../../src/report/report.ts';

/** Names that a format must escape: separators, quotes, markup, control characters, bytes that are not UTF-8. */
export const HOSTILE_NAMES: readonly BytePath[] = [
  ...[
    'plain/__pycache__/m.cpython-313.pyc',
    'a b/100%/c#d?e.pyc',
    'comma,colon:semi;.pyc',
    'line\nend\r\n::error::.pyc',
    'tab\there.pyc',
    '<b>&"quoted\'</b>]]>.pyc',
    '\u0001\u0007\u001b[31mred.pyc',
    '\u202egnp.pyc',
    'über/文件夹/🐍.pyc',
    '\ufffe\uffff.pyc',
    ':(top)*.pyc',
  ].map(fromText),
  'latin1-\xfcber.pyc' as BytePath,
  'half-\xe6\x96.pyc' as BytePath,
];

export const FAILURE: Failure = {
  code: 'not-a-repository',
  message: 'this is not a git repository',
  hint: 'Go to one, or name it with -C; `git init` makes one.',
  exitCode: 2,
};

/** The report of a `check` without findings. */
export const reportOf = (parts: Partial<DoneReport<'check'>> = {}): DoneReport<'check'> => ({
  command: 'check',
  version: '1.2.3',
  root: '/home/a user/repo',
  dryRun: false,
  exitCode: 0,
  findings: [],
  actions: [],
  summary: { checked: 0, cacheFiles: 0, strays: 0, allowed: 0 },
  warnings: [],
  ...parts,
});

/** A finding of each severity, with and without a path, and every hostile name. */
export const MANY: readonly Finding[] = [
  ...HOSTILE_NAMES.map((path) => cacheFile(path, 'pyc')),
  {
    code: 'ignore-negated',
    severity: 'warning',
    message: 'this exception undoes *.pyc',
    file: fromText('sub/.gitignore'),
    line: 7,
    pattern: '!*.pyc',
  },
  { code: 'allow-unused', severity: 'note', message: 'matches nothing', path: fromText('.gitattributes') },
  { code: 'hook-absent', severity: 'error', message: 'the gate is not installed' },
];

export const manyFound = (): Report => reportOf({ findings: MANY, exitCode: 1 });
export const failed = (): Report => ({
  command: 'check',
  version: '1.2.3',
  root: '',
  dryRun: false,
  ...NOTHING_ELSE,
  exitCode: 2,
  error: FAILURE,
});
