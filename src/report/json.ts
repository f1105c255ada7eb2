import type { Action, ActionKind } from '../model/actions.ts';
import type { Allowance } from '../model/allowance.ts';
import { type BytePath, isUtf8, toBytes, toText } from '../model/byte-path.ts';
import type { Finding } from '../model/findings.ts';
import type { InspectedFile } from '../model/inspected-file.ts';
import { safeJson } from '../model/safe-text.ts';
import type { Report } from './report.ts';

/** The report as one JSON document (schema.json). */
export function json(report: Report): string {
  const { command, version, root, dryRun, exitCode, findings, actions, summary, warnings, error } = report;
  const isDeclined = error?.code === 'declined';
  return `${safeJson({
    schemaVersion: 1,
    command,
    version,
    root,
    dryRun,
    exitCode,
    findings: findings.map(finding),
    actions: actions.map(action),
    summary,
    warnings: isDeclined && error ? [{ code: error.code, message: error.message }] : warnings,
    ...('allowed' in report && { allowed: report.allowed?.map(allowance) }),
    ...('passed' in report && { passed: report.passed }),
    ...('rule' in report && { rule: report.rule }),
    ...('files' in report && { files: report.files.map(file) }),
    ...(error && !isDeclined && { error: { code: error.code, message: error.message, hint: error.hint } }),
  })}\n`;
}

const finding = ({ path, file, ...rest }: Finding) => ({
  ...rest,
  ...(path !== undefined && encodedPath(path)),
  ...(file !== undefined && { file: toText(file) }),
});

const allowance = ({ path, file, ...rest }: Allowance) => ({
  ...encodedPath(path),
  ...(file !== undefined && { file: toText(file) }),
  ...rest,
});

const file = ({ path, source, shown: _, ...rest }: InspectedFile) => ({
  ...encodedPath(path),
  ...rest,
  ...(source && {
    source: { ...(source.path !== undefined && encodedPath(source.path)), state: source.state },
  }),
});

/** Actions that differ in the program and have one name in the JSON report. */
const SHOWN_AS: { readonly [kind in ActionKind]?: ActionKind } = { bundle: 'backup' };

function action(each: Action) {
  const { plan: _, ...all } = { plan: undefined, ...each };
  const shown = { ...all, do: SHOWN_AS[all.do] ?? all.do };
  return 'path' in shown ? { ...shown, ...encodedPath(shown.path) } : shown;
}

/** A name that is not valid UTF-8 is given twice: as readable text, and exactly. */
const encodedPath = (path: BytePath): { path: string; pathBytes?: string } => ({
  path: toText(path),
  ...(!isUtf8(path) && { pathBytes: toBytes(path).toString('base64') }),
});
