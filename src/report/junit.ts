import { toText } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';
import { safeText } from '../model/safe-text.ts';
import { NOT_CLEAN } from '../model/warnings.ts';
import { RULES } from './finding-rules.ts';
import { locationOf } from './location.ts';
import type { Report } from './report.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

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
    `  <testsuite name="${xmlAttribute(`pyc-guard ${report.command}`)}" ${counts}>`,
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
  const open = `    <testcase classname="${xmlAttribute(group)}" name="${xmlAttribute(name)}"`;
  if (message === '') return `${open}/>`;
  const body =
    verdict === 'passed'
      ? `<system-out>${xmlText(`${message}\n${details}`)}</system-out>`
      : `<${verdict} type="${xmlAttribute(group)}" message="${xmlAttribute(message)}">${xmlText(details)}</${verdict}>`;
  return `${open}>${body}</testcase>`;
}
