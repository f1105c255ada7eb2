import { Buffer } from 'node:buffer';
import { resolve } from 'node:path';
import { negations } from '../fix/coming-back.ts';
import { listCaches } from '../fix/list-caches.ts';
import { IGNORE_FILE, type IgnorePlan, ignoreFile, planIgnore } from '../fix/plan-ignore.ts';
import { nestedIgnoreFiles, repair } from '../fix/repair.ts';
import { allowedAmong } from '../git/attributes.ts';
import { checkIgnore } from '../git/check-ignore.ts';
import type { Repository } from '../git/repository.ts';
import { type BytePath, toText } from '../model/byte-path.ts';
import { count } from '../model/count.ts';
import { exists, readState } from '../model/files.ts';
import type { Finding } from '../model/findings.ts';
import { pathFrom } from '../model/resolve-path.ts';
import { safeText } from '../model/safe-text.ts';
import { currentShell, inOrder, shellQuote } from '../model/shell-quote.ts';
import type { Examined } from './hooks.ts';

/** Sample names that no rule is written for, so that a rule that matches one matches every cache file there. */
const PROBES = [
  '__pycache__/pyc-guard-probe.cpython-313.pyc',
  '__pycache__/pyc-guard-probe-1.py313.nbi',
  'pyc-guard-probe.pyc',
  'pyc-guard-probe.pyo',
  'pyc-guard-probe$py.class',
  '__pycache__/pyc-guard-probe.txt',
];

/** Whether the ignore rules cover caches, as git itself sees it, in every folder that has rules of its own. */
export async function examineIgnoreRules(repo: Repository): Promise<Examined> {
  const plan = planIgnore(ignoreFile(repo), IGNORE_FILE);
  const files = await nestedIgnoreFiles(repo);
  const folders = new Set(['', ...files.map((file) => file.slice(0, -'.gitignore'.length))]);
  const samples = [...folders].flatMap((folder) => PROBES.map((name) => `${folder}${name}` as BytePath));
  const allowed = await allowedAmong(repo, samples);
  const probes = samples.filter((path) => !allowed.has(path));
  const [real, answers, repaired] = await Promise.all([
    realNegations(repo),
    checkIgnore(repo, probes),
    repair(repo),
  ]);
  const named = new Set(real.map(({ file, line }) => `${file}:${line}`));
  const negated = [
    ...real,
    ...negations(answers).filter(({ file, line }) => !named.has(`${file}:${line}`)),
  ].map((finding) =>
    repaired.actions.length > 0 ? { ...finding, fix: REPAIR } : inForce(finding, repaired.findings),
  );
  const covered = answers.every(({ pattern }) => pattern !== '' && !pattern.startsWith('!'));
  const missing: Finding[] = plan.lines.map((line) => ({
    code: 'ignore-missing',
    severity: covered ? 'warning' : 'error',
    file: IGNORE_FILE,
    pattern: line,
    message: `${toText(IGNORE_FILE)} has no line for ${line}${covered ? '; only rules of this machine ignore that' : ''}`,
    fix: 'npx pyc-guard ignore',
  }));
  const known = new Set(negated.map(({ file, line }) => `${file}:${line}`));
  const isDone = plan.lines.length === 0;
  const others = plan.findings
    .map((finding) => withFix(repo, inFile(plan, finding)))
    .filter(
      ({ code, file, line }) => !known.has(`${file}:${line}`) && !(isDone && code === 'ignore-ineffective'),
    );
  const harmless = plan.findings.filter(({ code }) => isDone && code === 'ignore-ineffective').map(inVain);
  const findings = [...missing, ...negated, ...others];
  const below = count(
    folders.size - 1,
    'folder that has rules of its own',
    'folders that have rules of their own',
  );
  const message = `caches are ignored${folders.size > 1 ? `, also below ${below}` : ''}`;
  const right = findings.length === 0 ? [message] : [];
  return { findings, passed: [...right, ...harmless].map((each) => ({ area: 'ignore', message: each })) };
}

/** Exceptions that no added line can overrule get the message of `ignore --repair`. */
const inForce = (finding: Finding, left: readonly Finding[]): Finding =>
  left.find(({ file, line }) => file === finding.file && line === finding.line) ?? finding;

const REPAIR = 'npx pyc-guard ignore --repair';

/** A line that looks meant for caches but matches none does no harm if other lines cover them. */
const inVain = ({ line, pattern }: Finding): string =>
  `${toText(IGNORE_FILE)}:${line} ${safeText(pattern ?? '')} matches nothing, which does no harm`;

/** The exceptions that re-include caches which exist, tracked or about to be added. */
async function realNegations(repo: Repository): Promise<Finding[]> {
  const { unwanted } = await listCaches(repo);
  return negations(unwanted.length === 0 ? [] : await checkIgnore(repo, unwanted));
}

/** The finding with its present line number, since the plan counts lines in the patched file. */
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

/** The command that fixes a finding: an exception without effect needs none, a file that git can't read is converted. */
function withFix(repo: Repository, finding: Finding): Finding {
  const { code, file } = finding;
  if (file === undefined || finding.message.includes('no effect')) return finding;
  if (code === 'ignore-unreadable') return { ...finding, fix: makeReadable(repo) };
  return { ...finding, fix: REPAIR };
}

/** How git can read `.gitignore` again; one that changes to UTF-16 half way is read as far as our lines. */
function makeReadable({ root, prefix }: Repository): string {
  const ignore = 'npx pyc-guard ignore';
  const path = resolve(root, toText(IGNORE_FILE));
  const state = readState(path);
  if (state.type === 'file' && planIgnore(path, IGNORE_FILE).lines.length > 0) return ignore;
  const shell = currentShell();
  const typed = shellQuote(pathFrom(prefix, IGNORE_FILE), shell);
  const how =
    state.type === 'file'
      ? `iconv -f UTF-16 -t UTF-8 ${typed} >${typed}.new`
      : exists(path)
        ? `cp ${typed} ${typed}.new`
        : '';
  if (how === '') return inOrder([shell === 'sh' ? `rm -f ${typed}` : `del ${typed}`, ignore], shell);
  if (shell !== 'sh') return `save ${typed} as a regular file in UTF-8, then: ${ignore}`;
  return inOrder([how, `mv -f ${typed}.new ${typed}`, ignore], shell);
}
