import { toText } from '../model/byte-path.ts';
import type { Finding, Severity } from '../model/findings.ts';
import { safeJson, safeText } from '../model/safe-text.ts';
import { fingerprints } from './fingerprints.ts';
import { locationOf } from './location.ts';
import type { Report } from './report.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', note: 'info' };

/**
 * The report as GitLab's Code Quality reads it: a list of issues.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 *
 * The format can't express a run that failed: then the list is empty, and the exit code and stderr show the failure.
 */
export function gitlab({ findings }: Report): string {
  const ids = fingerprints(findings);
  return `${safeJson(findings.map((finding, i) => issue(finding, ids[i] ?? '')))}\n`;
}

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
