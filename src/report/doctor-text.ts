import type { Finding, FindingCode } from '../model/findings.ts';
import type { Area } from '../model/outcome.ts';
import { safeText } from '../model/safe-text.ts';
import { allowedLines } from './allowed-lines.ts';
import { findingLine } from './finding-line.ts';
import { LISTED, more } from './listed.ts';
import type { Paint } from './paint.ts';
import type { DoneReport } from './report.ts';

const AREAS: readonly (readonly [Area, string])[] = [
  ['hook', 'Hook'],
  ['ignore', 'Ignore rules'],
  ['index', 'Tracked files'],
  ['surroundings', 'Environment'],
];

const areaOf = (code: FindingCode): Area =>
  code.startsWith('hook') ? 'hook' : code.startsWith('ignore') ? 'ignore' : 'index';

/** The doctor's screen: what is right, what is not, and the command that fixes it, area by area. */
export function doctorText(
  { findings, passed, allowed = [] }: DoneReport<'doctor'>,
  verbose: boolean,
  style: Paint,
): string[] {
  return AREAS.flatMap(([area, title]) => {
    const right = passed
      .filter((each) => each.area === area)
      .map(({ message }) => `  ${style.green('ok')} ${safeText(message)}`);
    const wrong = findings.filter(({ code }) => areaOf(code) === area);
    const most = verbose ? Number.POSITIVE_INFINITY : LISTED;
    const lines = [
      ...right,
      ...(area === 'index' ? allowedLines(allowed, most, style).map((line) => `  ${line}`) : []),
      ...groups(wrong).flatMap((group) => groupLines(group, verbose, style)),
    ];
    return lines.length === 0 ? [] : [style.bold(title), ...lines];
  });
}

/** Findings in their order, grouped by code and fix. */
function groups(findings: readonly Finding[]): Finding[][] {
  const alike = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.code}\0${finding.fix}`;
    alike.set(key, [...(alike.get(key) ?? []), finding]);
  }
  return [...alike.values()];
}

function groupLines(group: readonly Finding[], verbose: boolean, style: Paint): string[] {
  const shown = verbose ? group : group.slice(0, LISTED);
  const left = group.length - shown.length;
  const fix = group[0]?.fix;
  return [
    ...shown.map((finding) => `  ${findingLine(finding, style)}`),
    ...(left > 0 ? [style.dim(`  and ${more(left)}`)] : []),
    ...(fix === undefined ? [] : [`      ${style.bold(safeText(fix))}`]),
  ];
}
