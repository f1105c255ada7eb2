import type { BytePath } from '../model/byte-path.ts';
import { classify, isNamedPycache } from '../model/classify.ts';
import type { CommandName } from '../model/commands.ts';
import { count, grouped } from '../model/count.ts';
import { ExitCode } from '../model/errors.ts';
import { shellQuote } from '../model/shell-quote.ts';
import type { LeakSummary, No } from '../model/summaries.ts';
import { name } from './finding-line.ts';
import { formatBytes } from './format-bytes.ts';
import { historySentences } from './history-lines.ts';
import type { DoneReport, Report } from './report.ts';
import { tasksOf } from './tasks.ts';

/** The words for a stray in the output. */
const OTHER_FILE = 'other file in __pycache__';
const OTHER_FILES = 'other files in __pycache__';

/** The last lines of a command's output: the result, and what to do next. */
export function summarize(report: Report): string[] {
  return report.error === undefined ? sentences(report) : [];
}

function sentences<C extends CommandName>(report: DoneReport<C>): string[] {
  const command: C = report.command;
  return SENTENCES[command](report);
}

const SENTENCES: { readonly [C in CommandName]: (report: DoneReport<C>) => string[] } = {
  check: ({ summary, exitCode, warnings, findings, rebaseOnto }) => {
    const nothing = warnings.find(({ code }) => code === 'nothing-staged');
    if (nothing !== undefined) return [nothing.message];
    const { checked, cacheFiles, strays, allowed, renamed = 0, commits, known = 0 } = summary;
    const also = [
      strays > 0 ? count(strays, OTHER_FILE, OTHER_FILES) : '',
      renamed > 0 ? `${renamed} under another name` : '',
      allowed > 0 ? `${allowed} allowed` : '',
      known > 0 ? `${count(known, 'finding')} known already` : '',
    ].filter(Boolean);
    const found = `${count(cacheFiles, 'cache file')}${also.map((text) => `, ${text}`).join('')}`;
    const where = commits === undefined ? '' : ` of ${count(commits, 'commit')}`;
    const verdict = `${found} in ${count(checked, 'path')}${where}`;
    if (exitCode === ExitCode.clean) return [`${verdict}: clean`];
    if (commits !== undefined) {
      return [
        verdict,
        ...inside(summary),
        `next: \`git rebase -i ${rebaseOnto === undefined ? 'BASE' : shellQuote(rebaseOnto)}\`, and there write "edit" for ${commitNames(findings)};`,
        '      at each stop `pyc-guard fix`, `git commit --amend --no-edit`, `git rebase --continue`',
        '      (test fixtures: `pyc-guard allow PATTERN`)',
      ];
    }
    return [
      verdict,
      ...inside(summary),
      ...(renamed > 0 ? ['next: `git rm --cached FILE` removes bytecode under another name from git'] : []),
      ...(cacheFiles + strays > 0
        ? [
            `next: \`pyc-guard fix\` removes ${cacheFiles + strays === 1 ? 'it from git and ignores it' : 'them from git and ignores them'} (test fixtures: \`pyc-guard allow PATTERN\`)`,
          ]
        : []),
    ];
  },
  inspect: ({ summary, exitCode }) => {
    const { files, notBytecode, secrets, leaks } = summary;
    const other = notBytecode === 0 ? '' : `, ${notBytecode} of them not bytecode`;
    const clean =
      exitCode === ExitCode.clean && secrets + leaks === 0 && notBytecode < files
        ? '; nothing found in them'
        : '';
    return [`${count(files, 'file')}${other}${clean}`, ...inside(summary)];
  },
  ignore: ({ actions: [patch], dryRun, warnings }) => {
    if (patch === undefined) return ['nothing to add: Python caches are ignored'];
    return dryRun || !('path' in patch)
      ? []
      : [`${name(patch.path)} ignores Python caches now`, ...(isKept(warnings) ? [] : toCommit([patch]))];
  },
  untrack: untracked,
  fix: (report) => {
    const { actions, dryRun } = report;
    if (actions.length === 0) return ['nothing to fix: no cache file is tracked, and caches are ignored'];
    if (dryRun) return untracked(report);
    const committed = actions.some((action) => action.do === 'commit');
    return [...untracked(report), ...(committed ? [] : toCommit(actions, report.onlyStaged))];
  },
  clean: cleaned,
  allow: ({ actions, dryRun, summary }) => {
    if (actions.length === 0) return ['.gitattributes has that line already'];
    if (dryRun) return [];
    if (summary.patternsRemoved === undefined)
      return ['next: commit .gitattributes together with the files that it allows'];
    return toCommit(actions);
  },
  history: historySentences,
  doctor: ({ summary, exitCode, findings }) => {
    const { warnings } = summary;
    const also = warnings === 0 ? '' : `; ${count(warnings, 'warning')}`;
    if (exitCode === ExitCode.clean) return [`protected${also}`];
    const { tasks, next, doesAll } = tasksOf(findings);
    return [
      `not protected yet: ${count(tasks.length, 'thing')} to do${also}`,
      next === null
        ? `next: ${findings.some(({ fix }) => fix !== undefined) ? 'the commands that are shown' : 'what is said'} above`
        : `next: \`pyc-guard ${next}\`${doesAll && tasks.length > 1 ? ' does all of it' : ''}`,
    ];
  },
  install: ({ actions, dryRun, summary, warnings }) => {
    if (summary.hooksWritten === undefined) return [];
    if (dryRun) return actions.length === 0 ? ['nothing to do'] : [];
    return [
      summary.hooksWritten === 0
        ? 'the hook is installed already'
        : `installed: ${stopped(actions)} Python bytecode are blocked from now on`,
      // files of a team's hooks folder are staged, which a note says
      ...(isKept(warnings) ? [] : toCommit(actions.filter((action) => action.do !== 'patch-attributes'))),
    ];
  },
  uninstall: ({ actions, dryRun }) =>
    actions.length === 0
      ? ['pyc-guard is not installed here']
      : dryRun
        ? []
        : ['uninstalled', ...toCommit(actions)],
  rules: () => [],
};

/** The commits of a range that have findings, as a rebase lists them. */
function commitNames(findings: Report['findings']): string {
  const commits = new Set(
    findings.flatMap(({ commit }) => (commit === undefined ? [] : [commit.slice(0, 7)])),
  );
  return commits.size > 3 ? 'each commit that is named above' : [...commits].join(', ');
}

/** Whether an ignore or attributes file is one that a commit takes along, not one of this clone or this user. */
const isShared = (path: BytePath): boolean => /^(?:[^/].*\/)?\.git(?:ignore|attributes)$/.test(path);

/** Whether no commit takes `.gitignore` along, since it is itself ignored. */
const isKept = (warnings: Report['warnings']): boolean =>
  warnings.some(({ code }) => code === 'ignore-excluded');

/** What to do with the changes that were made. What left the index is staged, a patched file need not be. */
function toCommit(actions: Report['actions'], onlyStaged = false): string[] {
  if (onlyStaged && !actions.some((action) => 'lines' in action))
    return ['next: if you were committing, run `git commit` again'];
  if (actions.some((action) => action.do === 'untrack'))
    return ['next: commit, for example `git commit -m "Stop tracking Python bytecode"`'];
  const files = actions.flatMap((action) =>
    'lines' in action && isShared(action.path) ? [name(action.path)] : [],
  );
  return files.length === 0 ? [] : [`next: commit ${files.join(', ')}`];
}

/** What the hooks that were written block, as far as one sentence says it. */
function stopped(actions: Report['actions']): string {
  const events = actions.flatMap((action) => (action.do === 'write-hook' ? [action.event] : []));
  const onlyPushes = events.every((event) => event === 'pre-push' || event === 'pre-receive');
  return onlyPushes ? 'pushes that add' : 'commits that add';
}

/** What was found inside files, and the first thing to do about it. */
function inside({ secrets = 0, leaks = 0 }: LeakSummary | No<LeakSummary>): string[] {
  return [
    ...(secrets > 0
      ? [
          `${count(secrets, 'secret')}: revoke and replace ${secrets === 1 ? 'it where it was' : 'them where they were'} issued`,
        ]
      : []),
    ...(leaks > 0 ? [count(leaks, 'other finding inside files', 'other findings inside files')] : []),
  ];
}

function untracked({ actions, dryRun }: Pick<Report, 'actions' | 'dryRun'>): string[] {
  const paths = actions.flatMap((action) => (action.do === 'untrack' ? [action.path] : []));
  if (paths.length === 0) return ['no cache file is tracked'];
  const strays = paths.filter((path) => classify(path) === 'stray' || isNamedPycache(path)).length;
  const kinds = [
    ...(paths.length > strays ? [count(paths.length - strays, 'cache file')] : []),
    ...(strays > 0 ? [count(strays, OTHER_FILE, OTHER_FILES)] : []),
  ];
  return [`${dryRun ? 'would remove' : 'removed'} ${kinds.join(' and ')} from git; the files stay on disk`];
}

function cleaned({ summary, dryRun }: DoneReport<'clean'>): string[] {
  const { files, directories, bytes, orphans, stale } = summary;
  const { skippedTracked, allowed, strays, skippedSourceless, failed } = summary;
  const list = (parts: readonly (readonly [number, string])[]): string =>
    parts
      .filter(([n]) => n > 0)
      .map(([n, what]) => `${grouped(n)} ${what}`)
      .join(', ');
  const among = list([
    [orphans, 'without a source'],
    [stale, 'older than their source'],
  ]);
  const left = list([
    [skippedTracked, 'tracked'],
    [allowed, 'allowed'],
    [skippedSourceless, 'without source'],
    [strays, strays === 1 ? OTHER_FILE : OTHER_FILES],
    [failed, 'could not be cleaned'],
  ]);
  const found = `${count(files, 'file')} and ${count(directories, 'folder')}, ${formatBytes(bytes)}`;
  const what =
    files + directories === 0 ? 'nothing to delete' : `${dryRun ? 'would delete' : 'deleted'} ${found}`;
  return [`${what}${among === '' ? '' : ` (${among})`}`, ...(left === '' ? [] : [`kept: ${left}`])];
}
