import type { BytePath } from '../model/byte-path.ts';
import { count, grouped } from '../model/count.ts';
import { CONTENT_CODES, type Finding, type FindingCode } from '../model/findings.ts';
import { safeText } from '../model/safe-text.ts';
import { findingLine, name, nestedLines, severityMark } from './finding-line.ts';
import { LISTED, more } from './listed.ts';
import type { Paint } from './paint.ts';

/**
 * What `check` found, the gravest first: every secret, then the files with what else is inside them,
 * then whose home directories they name, a line for each user.
 */
export function foundLines(findings: readonly Finding[], verbose: boolean, style: Paint): string[] {
  const secrets = findings.filter(({ code }) => code === 'secret');
  if (verbose) return [...nestedLines(secrets, style), ...nestedLines(withoutSecrets(findings), style)];
  const leaks = findings.filter(isLeak);
  const rest = withoutSecrets(findings).filter((finding) => !isLeak(finding));
  const isMany = rest.filter((finding) => !isInside(finding)).length > LISTED;
  return [
    ...nestedLines(secrets, style),
    ...(isMany ? manyLines(rest, style) : nestedLines(rest, style)),
    ...userLines(leaks, style),
  ];
}

/** The short form for many files: examples of what is wrong, and the number of files in each folder. */
function manyLines(findings: readonly Finding[], style: Paint): string[] {
  const sourceless = findings.filter(({ code }) => code === 'sourceless').length;
  const inside = findings.filter((finding) => isInside(finding) && finding.code !== 'sourceless');
  const alarms = inside.filter(({ severity }) => severity === 'error');
  const others = inside.length - alarms.length;
  const lines = [
    ...nestedLines(alarms, style),
    ...totals(
      findings.filter((finding) => !isInside(finding)),
      style,
    ),
  ];
  if (sourceless > 0)
    lines.push(
      `${severityMark('error', style)} ${count(sourceless, 'file')} of these without a source to review, which Python imports all the same`,
    );
  if (others > 0) lines.push(style.dim(`and ${count(others, 'warning or note', 'warnings or notes')}`));
  return [...lines, style.dim('(-v lists each file)')];
}

const withoutSecrets = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ code }) => code !== 'secret');

const INSIDE: ReadonlySet<FindingCode> = new Set<FindingCode>(CONTENT_CODES);

const isInside = ({ code }: Finding): boolean => INSIDE.has(code);

export const isLeak = ({ code, user }: Finding): boolean => code === 'path-leak' && user !== undefined;

/** A line for each user whose name is in recorded paths, with the number of files. */
export function userLines(leaks: readonly Finding[], style: Paint): string[] {
  const byUser = new Map<string, Finding[]>();
  for (const leak of leaks) {
    const its = byUser.get(leak.user ?? '');
    if (its === undefined) byUser.set(leak.user ?? '', [leak]);
    else its.push(leak);
  }
  return [...byUser]
    .sort(([, a], [, b]) => b.length - a.length)
    .flatMap(([user, [first, ...more]]) => {
      if (first === undefined) return [];
      if (more.length === 0) return [findingLine(first, style)];
      const files = new Set([first, ...more].map(({ path }) => path)).size;
      const text = `names the user "${safeText(user)}" in paths: ${count(files, 'file')}`;
      return [`${severityMark(first.severity, style)} ${text} ${style.dim('(-v lists them)')}`];
    });
}

/** How many files lie below each folder at the top, and with which extensions. */
export function totals(
  findings: readonly { readonly path?: BytePath | undefined }[],
  style: Paint,
  mark = `${style.red('error')} `,
): string[] {
  const folders = new Map<string, Map<string, number>>();
  for (const { path = '' as BytePath } of findings) {
    const folder = path.includes('/') ? `${path.slice(0, path.indexOf('/'))}/` : './';
    const kinds = folders.get(folder) ?? new Map<string, number>();
    const kind = /\.[A-Za-z]+$/.exec(path)?.[0].toLowerCase() ?? 'no extension';
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    folders.set(folder, kinds);
  }
  const rows = [...folders]
    .map(([folder, kinds]) => ({ folder, kinds, sum: [...kinds.values()].reduce((a, b) => a + b, 0) }))
    .sort((a, b) => b.sum - a.sum);
  const lines = rows.slice(0, LISTED).map(({ folder, kinds, sum }) => {
    const each = [...kinds].sort((a, b) => b[1] - a[1]).map(([kind, n]) => `${grouped(n)} ${safeText(kind)}`);
    return `${mark}${name(folder as BytePath)} ${count(sum, 'file')} ${style.dim(`(${each.join(', ')})`)}`;
  });
  const left = rows.length - lines.length;
  return left > 0 ? [...lines, style.dim(`and ${more(left, left === 1 ? 'folder' : 'folders')}`)] : lines;
}
