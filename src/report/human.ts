import type { Action, ActionKind } from '../model/actions.ts';
import { COMMAND_NAMES, type CommandName } from '../model/commands.ts';
import type { Failure } from '../model/errors.ts';
import type { Finding } from '../model/findings.ts';
import { safeText } from '../model/safe-text.ts';
import { allowedLines } from './allowed-lines.ts';
import { doctorText } from './doctor-text.ts';
import { name, nestedLines } from './finding-line.ts';
import { formatBytes } from './format-bytes.ts';
import { foundLines } from './found-lines.ts';
import { historyText } from './history-lines.ts';
import { inspectLines } from './inspect-lines.ts';
import { LISTED, more } from './listed.ts';
import { type Paint, paint } from './paint.ts';
import { type DoneReport, isFailed, type PartReport, type Report } from './report.ts';
import { summarize } from './summarize.ts';
import { tasksOf } from './tasks.ts';
import { tree } from './tree.ts';

export interface HumanOptions {
  readonly color: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Whether `doctor` only says what is to be done. */
  readonly brief?: boolean;
  /** Whether stdout is a terminal. */
  readonly terminal: boolean;
  /** How a person starts the program: `npx pyc-guard`. */
  readonly program: string;
}

/** Lines for a person: results on stdout, notes about them on stderr. */
export interface HumanText {
  readonly out: string;
  readonly err: string;
}

export function human(report: Report, options: HumanOptions): HumanText {
  const { out, err } = written(report, options);
  return { out: asCalled(out, options.program), err: asCalled(err, options.program) };
}

/** A pyc-guard command in a text, with `npx` or without. */
const OUR_COMMAND = new RegExp(
  `(?<![\\w/.-])(?:npx )?pyc-guard (?=(?:${COMMAND_NAMES.join('|')}|help)\\b)`,
  'g',
);

/** Printed commands carry the name by which the program was started. */
const asCalled = (text: string, program: string): string => text.replace(OUR_COMMAND, () => `${program} `);

function written(report: Report, options: HumanOptions): HumanText {
  const style = paint(options.color);
  const failed = report.error === undefined ? [] : [...failure(report.error, options, style)];
  if (isFailed(report)) return { out: '', err: lines(failed) };
  if (report.command === 'rules') {
    const { rule } = report;
    const about = options.quiet ? [] : [...notes(report, style), `${style.bold('next:')} ${rule.apply}`];
    return { out: `${JSON.stringify(rule.body, null, 2)}\n`, err: lines(about) };
  }
  if (options.quiet) return { out: '', err: lines(failed) };
  const summary = summarize(report);
  if (report.command === 'doctor' && options.brief === true && !options.verbose)
    return { out: lines(firstScreen(report.findings, summary, style)), err: lines(notes(report, style)) };
  const out = [
    ...findingLines(report, options, style),
    ...actionLines(report, options, style),
    ...summary.map((text) => style.bold(text)),
  ];
  return { out: lines(out), err: lines([...notes(report, style, summary), ...failed]) };
}

/** @param said - messages that are printed elsewhere and must not be repeated */
const notes = ({ warnings, error }: Report, style: Paint, said: readonly string[] = []): string[] =>
  warnings
    .filter(({ message }) => message !== error?.message && !said.includes(message))
    .flatMap(({ message, snippet = '' }) => [
      `${style.yellow('note:')} ${safeText(message)}`,
      ...snippet.split('\n').flatMap((line) => (line === '' ? [] : [`    ${safeText(line)}`])),
    ]);

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

function* failure(error: Failure, { verbose }: HumanOptions, style: Paint): Iterable<string> {
  const mark = error.code === 'declined' ? '' : `${style.red('error:')} `;
  yield `${mark}${safeText(error.message)}`;
  yield `${style.dim('hint:')} ${safeText(error.hint)}`;
  if (verbose && error.stack !== undefined) yield* error.stack.split('\n').map(safeText);
}

function findingLines(
  report: DoneReport<CommandName> | PartReport,
  { verbose }: HumanOptions,
  style: Paint,
): string[] {
  if (report.command === 'doctor') return doctorText(report, verbose, style);
  if (report.command === 'history') return historyText(report, verbose, style);
  if (report.command === 'inspect') return inspectLines(report.files, style);
  if (report.command === 'fix' || report.command === 'untrack')
    return cappedLines(report.findings, verbose, style);
  if (report.command === 'check') {
    const allowed = verbose ? allowedLines(report.allowed ?? [], Number.POSITIVE_INFINITY, style) : [];
    return [...foundLines(report.findings, verbose, style), ...allowed];
  }
  return nestedLines(report.findings, style);
}

/** What a person sees who names no command: the verdict, what is to be done, and the next step. */
function firstScreen(findings: readonly Finding[], summary: readonly string[], style: Paint): string[] {
  const [verdict = '', ...next] = summary.map((text) => style.bold(text));
  const { tasks, next: command } = tasksOf(findings);
  const shownByDoctor = tasks.length > 0 && command === null;
  return [
    verdict,
    ...tasks.map((task, i) => `  ${i + 1}. ${task}`),
    ...(shownByDoctor ? [style.bold('next: `pyc-guard doctor` shows how to do each')] : next),
    style.dim('details: `pyc-guard doctor`; all commands: `pyc-guard help`'),
  ];
}

/** Lists only the first of many files without a source; all other findings are listed without a limit. */
function cappedLines(findings: readonly Finding[], verbose: boolean, style: Paint): string[] {
  const only = findings.filter(({ code }) => code === 'sourceless');
  const left = new Set(verbose ? [] : only.slice(LISTED));
  const shown = nestedLines(
    findings.filter((each) => !left.has(each)),
    style,
  );
  if (left.size === 0) return shown;
  return [...shown, style.dim(`and ${more(left.size, 'without a source')}`)];
}

/** The words for each action before and after it is done. */
const WORDS: Readonly<Record<ActionKind, readonly [string, string]>> = {
  untrack: ['would remove from git:', 'removed from git:'],
  'patch-ignore': ['would add to', 'added to'],
  'patch-attributes': ['would add to', 'added to'],
  commit: ['would commit', 'committed'],
  backup: ['would keep', 'kept'],
  bundle: ['would keep', 'kept'],
  restore: ['would restore', 'restored'],
  purge: ['would remove from history:', 'removed from history:'],
  'write-page': ['would write', 'wrote'],
  'write-hook': ['would install', 'installed'],
  'set-config': ['would set git config', 'set git config'],
  'unset-config': ['would unset git config', 'unset git config'],
  delete: ['would delete', 'deleted'],
};

/** A plan and what came of it are listed alike, at most `LISTED` lines for each kind of action. */
function actionLines(
  { command, actions, dryRun }: Report,
  { verbose, terminal }: HumanOptions,
  style: Paint,
): string[] {
  const seen = new Map<ActionKind, number>();
  const shown = new Set<Action>();
  for (const action of gravestFirst(actions)) {
    const n = (seen.get(action.do) ?? 0) + 1;
    seen.set(action.do, n);
    if (verbose || n <= LISTED) shown.add(action);
  }
  const inOrder = actions.filter((action) => shown.has(action));
  const rest = [...seen].flatMap(([kind, n]) =>
    verbose || n <= LISTED
      ? []
      : [style.dim(`${WORDS[kind][dryRun ? 0 : 1].replace(/:$/, '')} ${more(n - LISTED)}`)],
  );
  const listed =
    dryRun && terminal && inOrder.every(isDeletion)
      ? deletionTree(inOrder, style)
      : inOrder.map((action) => actionLine(action, wordsOf(action, command), dryRun, style));
  return [...listed, ...rest];
}

/** Deletions of more than caches come before those of caches. */
const gravestFirst = (actions: readonly Action[]): Action[] =>
  actions.toSorted((a, b) => Number(isGrave(b)) - Number(isGrave(a)));

const isGrave = (action: Action): boolean =>
  isDeletion(action) && !['cache', 'orphan', 'stale'].includes(action.why ?? 'cache');

/** The words for lines that leave a file. */
const REMOVED = ['would remove from', 'removed from'] as const;

/** The words for lines that a file has already, and the index has not. */
const STAGED = ['would stage in', 'staged in'] as const;

function wordsOf(action: Action, command: string | null): readonly [string, string] {
  // of hooks that uninstall writes, something of the user's stays
  if (action.do === 'write-hook' && command === 'uninstall') return WORDS.restore;
  if (!('lines' in action)) return WORDS[action.do];
  if (action.removed) return REMOVED;
  return action.plan.file === null ? STAGED : WORDS[action.do];
}

function actionLine(action: Action, words: readonly [string, string], dryRun: boolean, style: Paint): string {
  const verb = style.dim(words[dryRun ? 0 : 1]);
  if (action.do === 'commit') return `${verb} ${safeText(action.message.split('\n', 1)[0] ?? '')}`;
  if ('key' in action) return `${verb} ${safeText([action.key, action.value ?? ''].join(' ').trim())}`;
  const lines =
    'lines' in action
      ? action.lines
          .map((line) => `\n    ${(words === REMOVED ? style.red : style.green)(safeText(line))}`)
          .join('')
      : '';
  const detail = action.do === 'delete' && action.why !== undefined ? ` ${deletionNote(action, style)}` : '';
  return `${verb} ${name(action.path)}${detail}${lines}`;
}

type Deletion = Extract<Action, { do: 'delete' }>;

const isDeletion = (action: Action): action is Deletion => action.do === 'delete';

const deletionTree = (actions: readonly Deletion[], style: Paint): string[] =>
  tree(actions.map((action) => ({ path: action.path, note: deletionNote(action, style) })));

const deletionNote = ({ bytes, why }: Deletion, style: Paint): string =>
  style.dim(`(${formatBytes(bytes)}${why === undefined || why === 'cache' ? '' : `, ${why}`})`);
