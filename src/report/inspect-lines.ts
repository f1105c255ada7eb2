import { count } from '../model/count.ts';
import type { Finding } from '../model/findings.ts';
import type { InspectedFile } from '../model/inspected-file.ts';
import { safeText } from '../model/safe-text.ts';
import { name, shortLine } from './finding-line.ts';
import type { Paint } from './paint.ts';

/** A screen for each inspected file: what it is, then what was found in it. */
export const inspectLines = (files: readonly InspectedFile[], style: Paint): string[] =>
  files.flatMap((file) => [...screen(file, style), '']);

function screen(file: InspectedFile, style: Paint): string[] {
  const { from, findings } = file.shown;
  const title = `${style.bold(name(file.path))}${from === '' ? '' : style.dim(` (${safeText(from)})`)}`;
  if (file.read === 'not-bytecode') return [title, '  not Python bytecode'];
  const row = (label: string, text: string): string => `  ${style.dim(label.padEnd(LABEL))}${text}`;
  return [
    title,
    row('bytecode', `${bytecode(file)}; ${READ[file.read]}`),
    row('compiled', compiled(file)),
    row('validated', validated(file)),
    row('source', source(file, findings)),
    row('findings', findings.length === 0 ? 'none' : String(findings.length)),
    ...findings.map((finding) => `    ${shortLine(finding, style)}`),
    ...listing('names', file.names, style),
    ...listing('strings', file.strings, style),
    ...listing('pseudo-source', file.pseudoSource?.replace(/\n$/, '').split('\n'), style),
  ];
}

const LABEL = 11;

const READ: Readonly<Record<Exclude<InspectedFile['read'], 'not-bytecode'>, string>> = {
  full: 'read to its end',
  partial: 'read in part, the rest searched for text',
  fallback: 'not readable, only searched for text',
};

function bytecode({
  implementation = 'an unknown Python',
  python = '',
  magic,
  counts = {},
}: InspectedFile): string {
  const number = magic === undefined ? '' : ` (magic number ${magic})`;
  return `${`${implementation} ${python}`.trim()}${number}, ${count(counts.bytes ?? 0, 'byte')}`;
}

function compiled({ compiledFrom, mtime, sourceSize, shown: { user } }: InspectedFile): string {
  const whose = user === undefined ? '' : ` (user ${safeText(user)})`;
  const from = compiledFrom === undefined ? 'from an unknown path' : `from ${safeText(compiledFrom)}${whose}`;
  const size = sourceSize === undefined ? '' : ` of ${count(sourceSize, 'byte')}`;
  const when =
    mtime === undefined ? '' : `, last changed ${mtime.replace('T', ' ').replace('.000Z', ' UTC')}`;
  return `${from}${size}${when}`;
}

function validated({ validation, sourceHash }: InspectedFile): string {
  const hash = sourceHash === undefined ? '' : ` (${sourceHash})`;
  switch (validation) {
    case 'timestamp':
      return 'by time: Python runs it while its source has that time and size';
    case 'checked-hash':
      return `by hash${hash}: Python runs it while its source has that hash`;
    case 'unchecked-hash':
      return `by nothing: Python runs it without looking at its source${hash}`;
    default:
      return 'unknown';
  }
}

function source({ source: its }: InspectedFile, findings: readonly Finding[]): string {
  if (its?.path === undefined) return 'unknown: the name does not say which';
  const at = name(its.path);
  switch (its.state) {
    case 'agrees':
      return `${at}: no mismatch found`;
    case 'differs':
      return `${at}: ${findings.some(isAboutSource) ? 'differs' : 'has changed since, so Python compiles it again'}`;
    case 'missing':
      return `${at}: not there`;
    case 'unknown':
      return `${at}: can't be compared`;
  }
}

const isAboutSource = ({ code, severity }: Finding): boolean =>
  code === 'hash-mismatch' || (code === 'foreign-names' && severity !== 'note');

function listing(title: string, texts: readonly string[] | undefined, style: Paint): string[] {
  if (texts === undefined) return [];
  return [`  ${style.dim(title)}`, ...texts.map((text) => `    ${safeText(text)}`)];
}
