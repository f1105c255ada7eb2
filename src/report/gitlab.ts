import { toText } from '../model/byte-path.ts';
import type { Finding, Severity } from '../model/findings.ts';
import { safeJson, safeText } from '../model/safe-text.ts';
import { NOT_CLEAN, type Warning } from '../model/warnings.ts';
import { fingerprintOf, fingerprints } from './fingerprints.ts';
import { locationOf } from './location.ts';
import type { Report } from './report.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', note: 'info' };

/**
 * The report as GitLab's Code Quality reads it: a list of issues.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 *
 * The format can't express a run that failed: then the list is empty, and the exit code and stderr show the failure.
 */
export function gitlab({ findings, warnings }: Report): string {
  const ids = fingerprints(findings);
  const unread = warnings.filter(({ code }) => NOT_CLEAN.has(code));
  return `${safeJson([...findings.map((finding, i) => issue(finding, ids[i] ?? '')), ...unread.map(unreadIssue)])}\n`;
}

/** The format has no other place to say that something was not inspected, and without it the list would look clean. */
const unreadIssue = ({ code, message }: Warning) => ({
  description: safeText(message),
  check_name: code,
  fingerprint: fingerprintOf(code, message),
  severity: SEVERITIES.warning,
  location: { path: '.', lines: { begin: 1 } },
});

function issue(finding: Finding, fingerprint: string) {
  const { code, severity, message } = finding;
  const at = locationOf(finding);
  return {
    description: safeText(message),
    check_name: code,
    fingerprint,
    severity: SEVERITIES[severity],
    // the format requires a location
    location: { path: at === undefined ? '.' : toText(at.path), lines: { begin: at?.line ?? 1 } },
  };
}
