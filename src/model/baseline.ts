import { Buffer } from 'node:buffer';
import { type BytePath, fromBytes, fromText } from './byte-path.ts';
import { GuardError } from './errors.ts';
import type { Finding } from './findings.ts';

/** What an earlier report holds; what is found again is known. */
export type Baseline = ReadonlySet<string>;

/** What tells one finding from another, in a report of any version: words change, these don't. */
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
 * @throws GuardError where it is none, so that a wrong file does not count as an empty one
 */
export function parseBaseline(text: string, name: string): Baseline {
  const findings = findingsIn(text);
  if (findings === null)
    throw new GuardError(
      'bad-baseline',
      `${name} is no report of pyc-guard`,
      'Make one with `pyc-guard check --json` or `pyc-guard history --json`.',
    );
  // a report of `check` names no blobs, so it stands for whichever the path had
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
  // a command that could not work found nothing, which says nothing
  if (schemaVersion !== 1 || !Array.isArray(findings) || !(exitCode === 0 || exitCode === 1)) return null;
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

/** What of these findings the baseline does not hold, and how many it does. */
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

/** The same without the blobs: a report of `history` knows more than `check` asks. */
const withoutBlobs = (baseline: Baseline): Set<string> =>
  new Set([...baseline].map((key) => key.replace(/[^\0]*$/, '')));
