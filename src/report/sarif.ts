import { pathToFileURL } from 'node:url';
import type { BytePath } from '../model/byte-path.ts';
import type { Finding, FindingCode } from '../model/findings.ts';
import { safeJson, safeText } from '../model/safe-text.ts';
import { RULES, type Rule } from './finding-rules.ts';
import { fingerprints } from './fingerprints.ts';
import { locationOf } from './location.ts';
import type { Report } from './report.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const CODES = Object.keys(RULES) as FindingCode[];

/**
 * The report as a SARIF 2.1.0 log with one run. If the run failed, its invocation says so, so that
 * no reader takes it for a clean run.
 */
export function sarif(report: Report): string {
  const { version, root, findings } = report;
  const ids = fingerprints(findings);
  const run = {
    tool: {
      driver: {
        name: 'pyc-guard',
        version,
        semanticVersion: version,
        informationUri: 'https://www.npmjs.com/package/pyc-guard',
        rules: CODES.map((code) => descriptor(code, RULES[code])),
      },
    },
    invocations: [invocation(report)],
    ...(root !== '' && { originalUriBaseIds: { SRCROOT: { uri: pathToFileURL(`${root}/`).href } } }),
    columnKind: 'utf16CodeUnits',
    results: findings.map((finding, i) => result(finding, ids[i] ?? '')),
  };
  return `${safeJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] })}\n`;
}

const descriptor = (code: FindingCode, { severity, what, why, remedy, link }: Rule) => ({
  id: code,
  name: code.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  shortDescription: { text: what },
  fullDescription: { text: `${what} ${why}` },
  help: {
    text: `${why}\n\n${remedy}\n\n${link}`,
    markdown: `${why}\n\n${remedy}\n\n[More about it](${link})`,
  },
  helpUri: link,
  defaultConfiguration: { level: severity },
});

const invocation = ({ exitCode, error, warnings }: Report) => ({
  executionSuccessful: error === undefined,
  exitCode,
  toolExecutionNotifications: [
    ...warnings.map(({ code, message }) => notification('warning', code, message)),
    ...(error === undefined ? [] : [notification('error', error.code, `${error.message}. ${error.hint}`)]),
  ],
});

const notification = (level: 'warning' | 'error', id: string, text: string) => ({
  level,
  descriptor: { id },
  message: { text: safeText(text) },
});

function result(finding: Finding, fingerprint: string) {
  const { code, severity, message } = finding;
  const at = locationOf(finding);
  const physicalLocation = at && {
    artifactLocation: { uri: relativeUri(at.path), uriBaseId: 'SRCROOT' },
    region: { startLine: at.line },
  };
  return {
    ruleId: code,
    ruleIndex: CODES.indexOf(code),
    level: severity,
    message: { text: safeText(message) },
    locations: physicalLocation === undefined ? [] : [{ physicalLocation }],
    // the one name that GitHub reads; without it the uploader hashes the content, which changes each time
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1` },
  };
}

/** RFC 3986: every byte that is not unreserved is percent-encoded, so that names that are not UTF-8 keep their bytes. */
const relativeUri = (path: BytePath): string =>
  path.replace(
    /[^A-Za-z0-9._~/-]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
