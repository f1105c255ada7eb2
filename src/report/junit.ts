import { toText } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';
import { COMMAND, safeText, UNSAFE } from '../model/safe-text.ts';
import { NOT_CLEAN } from '../model/warnings.ts';
import { RULES } from './finding-rules.ts';
import { locationOf } from './location.ts';
import type { Report } from './report.ts';

interface Case {
  readonly group: string;
  readonly name: string;
  readonly verdict: 'passed' | 'failure' | 'error';
  readonly message: string;
  readonly details: string;
}

/**
 * The report as JUnit XML, in the part that every reader knows (the schema of Jenkins' xUnit plugin):
 * a test case per finding, which fails if the finding is an error. If nothing was found there is one case that
 * passes, since CI systems treat a suite without tests as a mistake; if the run failed, one case in error.
 */
export function junit(report: Report): string {
  const cases = casesOf(report);
  const count = (verdict: Case['verdict']) => cases.filter((each) => each.verdict === verdict).length;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="pyc-guard" ${counts}>`,
    `  <testsuite name="${attribute(`pyc-guard ${report.command}`)}" ${counts}>`,
    ...cases.map(testcase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf({ command, error, warnings, findings }: Report): Case[] {
  const cases = [
    ...(error === undefined ? [] : [broken(command, error.message, `${error.code}: ${error.hint}`)]),
    ...warnings
      .filter(({ code, message }) => NOT_CLEAN.has(code) && message !== error?.message)
      .map(({ code, message }) => broken(code, message, '')),
    ...findings.map(caseOf),
  ];
  if (cases.length > 0) return cases;
  return [{ group: 'pyc-guard', name: 'no finding', verdict: 'passed', message: '', details: '' }];
}

/** A test case in error, for what could not be done or only in part. */
const broken = (name: string, message: string, details: string): Case => ({
  group: 'pyc-guard',
  name,
  verdict: 'error',
  message: safeText(message),
  details: safeText(details),
});

function caseOf(finding: Finding): Case {
  const { code, severity, message } = finding;
  const at = locationOf(finding);
  return {
    group: `pyc-guard.${code}`,
    name: at === undefined ? code : at.line > 1 ? `${toText(at.path)}:${at.line}` : toText(at.path),
    verdict: severity === 'error' ? 'failure' : 'passed',
    message: safeText(severity === 'error' ? message : `${severity}: ${message}`),
    details: RULES[code].remedy,
  };
}

function testcase({ group, name, verdict, message, details }: Case): string {
  const open = `    <testcase classname="${attribute(group)}" name="${attribute(name)}"`;
  if (message === '') return `${open}/>`;
  const body =
    verdict === 'passed'
      ? `<system-out>${text(`${message}\n${details}`)}</system-out>`
      : `<${verdict} type="${attribute(group)}" message="${attribute(message)}">${text(details)}</${verdict}>`;
  return `${open}>${body}</testcase>`;
}

/** Characters that XML 1.0 can't contain even as references (section 2.2, Char): they become U+FFFD. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const text = (value: string): string =>
  value
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>]/g, reference)
    .replace(UNSAFE, (char) => (char === '\n' || char === '\t' ? char : reference(char)))
    .replace(COMMAND, (found) => `${found.slice(0, -1)}${reference(found.slice(-1))}`);

/** XML parsers turn line ends and tabs in attributes into spaces unless they are written as character references. */
const attribute = (value: string): string => text(value).replace(/["\t\n]/g, reference);

const reference = (char: string): string => `&#${char.codePointAt(0)};`;
