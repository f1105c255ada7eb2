import { Buffer } from 'node:buffer';
import { type BytePath, fromBytes, fromText } from './byte-path.ts';
import { ExitCode, GuardError } from './errors.ts';
import type { Finding } from './findings.ts';

/** The findings of an earlier report: they count as known when they are found again. */
export type Baseline = ReadonlySet<string>;

/** The fields that identify a finding in reports of every version; messages are left out because their wording changes. */
interface Identity {
  readonly code: string;
  readonly path: BytePath;
  readonly oid: string;
  readonly fingerprint: string;
}

/** The path and the value, if any; the blob where the report names it. */
const keys = ({ code, path, oid, fingerprint }: Identity): { exact: string; anyBlob: string } => ({
  exact: [code, path, fingerprint, oid].join('\0'),
  anyBlob: [code, path, fingerprint, ''].join('\0'),
});

/**
 * Reads an earlier `--json` report of `check` or `history`.
 *
 * @throws GuardError if the file is no such report; otherwise a wrong file would count as an empty baseline
 */
export function parseBaseline(text: string, name: string): Baseline {
  const findings = findingsIn(text);
  if (findings === null)
    throw new GuardError(
      'bad-baseline',
      `${name} is not a report of pyc-guard`,
      'Make one with `pyc-guard check --json` or `pyc-guard history --json`.',
    );
  // a report of `check` names no blobs, so its findings match every blob at that path
  return new Set(
    findings.map((finding) => {
      const { exact, anyBlob } = keys(finding);
      return finding.oid === '' ? anyBlob : exact;
    }),
  );
}

function findingsIn(text: string): Identity[] | null {
  let report: unknown;
  try {
    report = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
  const { schemaVersion, findings, exitCode } = (report ?? {}) as Record<string, unknown>;
  // the report of a command that failed has no findings, which does not mean that there were none
  if (
    schemaVersion !== 1 ||
    !Array.isArray(findings) ||
    !(exitCode === ExitCode.clean || exitCode === ExitCode.findings)
  )
    return null;
  return findings.map(identityOf);
}

function identityOf(finding: unknown): Identity {
  const fields = (finding ?? {}) as Record<string, unknown>;
  const text = (field: string): string => (typeof fields[field] === 'string' ? fields[field] : '');
  const bytes = text('pathBytes');
  return {
    code: text('code'),
    path: bytes === '' ? fromText(text('path')) : fromBytes(Buffer.from(bytes, 'base64')),
    oid: text('oid'),
    fingerprint: text('fingerprint'),
  };
}

/** The findings that are not in the baseline, and the number of those that are. */
export function withoutKnown<F extends Finding>(
  findings: readonly F[],
  baseline: Baseline,
): { findings: F[]; known: number } {
  const blobs = withoutBlobs(baseline);
  const rest = findings.filter((finding) => {
    const fields = finding as Finding & { oid?: string; fingerprint?: string };
    const { code, path = '' as BytePath, oid = '', fingerprint = '' } = fields;
    const { exact, anyBlob } = keys({ code, path, oid, fingerprint });
    return !baseline.has(exact) && !baseline.has(anyBlob) && !(oid === '' && blobs.has(anyBlob));
  });
  return { findings: rest, known: findings.length - rest.length };
}

/** The same without blobs, so that a report of `history` can be the baseline of a `check`. */
const withoutBlobs = (baseline: Baseline): Set<string> =>
  new Set([...baseline].map((key) => key.replace(/[^\0]*$/, '')));
