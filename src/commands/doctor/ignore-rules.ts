import { toText } from '../../core/byte-path.ts';
import { safeText } from '../../core/safe-text.ts';
import { shellQuote } from '../../core/shell-quote.ts';
import { checkIgnore, type IgnoreAnswer } from '../../git/check-ignore.ts';
import { filesNamed } from '../../git/index-entries.ts';
import type { Repository } from '../../git/repository.ts';
import type { BytePath, Finding } from '../../types.ts';
import { IGNORE_FILE, ignoreFile, planIgnore } from '../plan-ignore.ts';
import type { Examined } from './hooks.ts';

/** Names no rule is written for: whatever decides on them decides on every cache file there. */
const PROBES = [
  '__pycache__/pyc-guard-probe.cpython-313.pyc',
  'pyc-guard-probe.pyc',
  'pyc-guard-probe.pyo',
  'pyc-guard-probe$py.class',
];

/** Whether the ignore rules cover caches, as git itself sees it, in every folder that has rules of its own. */
export async function examineIgnoreRules(repo: Repository): Promise<Examined> {
  const plan = planIgnore(ignoreFile(repo), IGNORE_FILE);
  const files = await filesNamed(repo, '.gitignore');
  const folders = new Set(['', ...files.map((file) => file.slice(0, -'.gitignore'.length))]);
  const probes = [...folders].flatMap((folder) => PROBES.map((name) => `${folder}${name}` as BytePath));
  const answers = await checkIgnore(repo, probes);
  const negated = uniqueNegations(answers.filter(({ pattern }) => pattern.startsWith('!')));
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
  const others = plan.findings.filter(({ file, line }) => !known.has(`${file}:${line}`)).map(withFix);
  const findings = [...missing, ...negated, ...others];
  const message = `caches are ignored${folders.size > 1 ? `, also below the ${folders.size - 1} folders with rules of their own` : ''}`;
  return { findings, passed: findings.length === 0 ? [{ area: 'ignore', message }] : [] };
}

/** One finding for each line that un-ignores caches, however many probes met it. */
function uniqueNegations(answers: readonly IgnoreAnswer[]): Finding[] {
  const first = new Map<string, IgnoreAnswer>();
  for (const answer of answers) {
    const key = `${answer.file}:${answer.line}`;
    if (!first.has(key)) first.set(key, answer);
  }
  return [...first.values()].map(({ file, line, pattern, path }) =>
    withFix({
      code: 'ignore-negated',
      severity: 'warning',
      file,
      line,
      pattern: toText(pattern as BytePath),
      message: `un-ignores caches such as ${safeText(toText(path))}`,
    }),
  );
}

/** Deleting the line mends it; `-i.bak` is what every sed has. */
function withFix(finding: Finding): Finding {
  const { code, file, line } = finding;
  if (file === undefined || line === undefined || code === 'ignore-unreadable') return finding;
  return { ...finding, fix: `sed -i.bak ${line}d ${shellQuote(toText(file))}` };
}
