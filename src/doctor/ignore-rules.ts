import { Buffer } from 'node:buffer';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { IGNORE_FILE, type IgnorePlan, ignoreFile, planIgnore } from '../fix/plan-ignore.ts';
import { checkIgnore, type IgnoreAnswer } from '../git/check-ignore.ts';
import { filesNamed } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import { count } from '../model/count.ts';
import { readState, realPath } from '../model/files.ts';
import type { Finding } from '../model/findings.ts';
import { safeText } from '../model/safe-text.ts';
import type { Examined } from './hooks.ts';
import { deleteLine } from './sed-command.ts';

/** Names no rule is written for: whatever decides on them decides on every cache file there. */
const PROBES = [
  '__pycache__/pyc-guard-probe.cpython-313.pyc',
  '__pycache__/pyc-guard-probe-1.py313.nbi',
  'pyc-guard-probe.pyc',
  'pyc-guard-probe.pyo',
  'pyc-guard-probe$py.class',
];

/** Whether the ignore rules cover caches, as git itself sees it, in every folder that has rules of its own. */
export async function examineIgnoreRules(repo: Repository): Promise<Examined> {
  const plan = planIgnore(ignoreFile(repo), IGNORE_FILE);
  const files = (await filesNamed(repo, '.gitignore')).filter((file) => !isBeyondLink(repo, file));
  const folders = new Set(['', ...files.map((file) => file.slice(0, -'.gitignore'.length))]);
  const probes = [...folders].flatMap((folder) => PROBES.map((name) => `${folder}${name}` as BytePath));
  const answers = await checkIgnore(repo, probes);
  const negated = uniqueNegations(
    repo,
    answers.filter(({ pattern }) => pattern.startsWith('!')),
  );
  const covered = answers.every(({ pattern }) => pattern !== '' && !pattern.startsWith('!'));
  const missing: Finding[] = plan.lines.map((line) => ({
    code: 'ignore-missing',
    severity: covered ? 'warning' : 'error',
    file: IGNORE_FILE,
    pattern: line,
    message: covered ? 'is missing here; rules that only this machine has stand in for it' : 'is missing',
    fix: 'npx pyc-guard ignore',
  }));
  const known = new Set(negated.map(({ file, line }) => `${file}:${line}`));
  const others = plan.findings
    .map((finding) => withFix(repo, inFile(plan, finding)))
    .filter(({ file, line }) => !known.has(`${file}:${line}`));
  const findings = [...missing, ...negated, ...others];
  const below = count(
    folders.size - 1,
    'folder that has rules of its own',
    'folders that have rules of their own',
  );
  const message = `caches are ignored${folders.size > 1 ? `, also below ${below}` : ''}`;
  return { findings, passed: findings.length === 0 ? [{ area: 'ignore', message }] : [] };
}

/** Whether a link has taken the place of a folder on the way to a file: git reads nothing there. */
function isBeyondLink(repo: Repository, file: BytePath): boolean {
  const folder = dirname(toText(file));
  return realPath(join(repo.root, folder)) !== join(realPath(repo.root), folder);
}

/** One finding for each line that un-ignores caches, however many probes met it. */
function uniqueNegations(repo: Repository, answers: readonly IgnoreAnswer[]): Finding[] {
  const first = new Map<string, IgnoreAnswer>();
  for (const answer of answers) {
    const key = `${answer.file}:${answer.line}`;
    if (!first.has(key)) first.set(key, answer);
  }
  return [...first.values()].map(({ file, line, pattern, path }) =>
    withFix(repo, {
      code: 'ignore-negated',
      severity: 'warning',
      file,
      line,
      pattern: toText(pattern as BytePath),
      message: `un-ignores caches such as ${safeText(toText(path))}`,
    }),
  );
}

/** The finding with its line as it is now: the plan counts lines in the patched file. */
function inFile({ before, after, lines }: IgnorePlan, finding: Finding): Finding {
  if (finding.line === undefined || lines.length === 0) return finding;
  const old = linesOf(before);
  let line = 0;
  for (const text of linesOf(after).slice(0, finding.line)) if (text === old[line]) line++;
  return { ...finding, line };
}

const linesOf = (content: Uint8Array | null): string[] =>
  Buffer.from(content ?? [])
    .toString('latin1')
    .split('\n');

/** What stands in the way of the rules goes; a file git can't read is made readable. */
function withFix(repo: Repository, finding: Finding): Finding {
  const { code, file, line } = finding;
  if (file === undefined) return finding;
  const path = resolve(repo.root, toText(file));
  if (code === 'ignore-unreadable') return { ...finding, fix: makeReadable(path) };
  if (line === undefined) return finding;
  const state = readState(path);
  const text = state.type === 'file' ? state.bytes.toString().split('\n')[line - 1] : undefined;
  return { ...finding, fix: deleteLine(toText(file), text ?? '', line) };
}

/** Has git read `.gitignore`; one that goes over to UTF-16 is read as far as our own lines. */
function makeReadable(path: string): string {
  const ignore = 'npx pyc-guard ignore';
  const replace = `mv -f ${IGNORE_FILE}.new ${IGNORE_FILE} && ${ignore}`;
  const state = readState(path);
  if (state.type === 'file') {
    const { lines } = planIgnore(path, IGNORE_FILE);
    return lines.length > 0
      ? ignore
      : `iconv -f UTF-16 -t UTF-8 ${IGNORE_FILE} >${IGNORE_FILE}.new && ${replace}`;
  }
  return existsSync(path)
    ? `cp ${IGNORE_FILE} ${IGNORE_FILE}.new && ${replace}`
    : `rm -f ${IGNORE_FILE} && ${ignore}`;
}
