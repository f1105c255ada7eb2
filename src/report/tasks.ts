import { count } from '../model/count.ts';
import type { Finding } from '../model/findings.ts';
import { findingLine, name } from './finding-line.ts';
import { type Paint, paint } from './paint.ts';

/** What is to be done in a repository, and the command that does it all, if there is one. */
export interface Tasks {
  readonly tasks: readonly string[];
  /** As it is typed behind the name of the program; `null` where no single command will do. */
  readonly next: string | null;
  /** Whether that command does them all. */
  readonly doesAll: boolean;
}

const PLAIN: Paint = paint(false);

/** Sums up the errors that `doctor` found as things to do: one for the hook, one for each ignore file, one for the index. */
export function tasksOf(findings: readonly Finding[]): Tasks {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const hooks = errors.filter(({ code }) => code.startsWith('hook'));
  const missing = errors.filter(({ code }) => code === 'ignore-missing');
  const tracked = errors.filter(({ code }) => code === 'cache-file');
  const secrets = errors.filter(({ code }) => code === 'secret');
  const summed = new Set([...hooks, ...missing, ...tracked, ...secrets]);
  const others = errors.filter((finding) => !summed.has(finding));
  return {
    tasks: [
      ...hookTask(hooks),
      ...ignoreTasks(missing),
      ...trackedTask(tracked, secrets),
      ...others.map((finding) => findingLine(finding, PLAIN).replace(/^error /, '')),
    ],
    doesAll: others.length === 0,
    next: nextCommand({
      hook: hooks.length > 0,
      isInstallable: hooks.every(({ fix }) => fix === 'npx pyc-guard install'),
      ignore: missing.length > 0,
      index: tracked.length > 0,
    }),
  };
}

function hookTask(hooks: readonly Finding[]): string[] {
  const [first] = hooks;
  if (first === undefined) return [];
  if (hooks.every(({ code }) => code === 'hook-absent'))
    return ['the hook is not installed, so commits can add Python bytecode'];
  const more = hooks.length > 1 ? ` (and ${hooks.length - 1} more)` : '';
  return [`the hook does not run: ${findingLine(first, PLAIN).replace(/^error /, '')}${more}`];
}

function ignoreTasks(missing: readonly Finding[]): string[] {
  const files = new Set(missing.map(({ file }) => file));
  return [...files].map((file) => {
    const lines = missing.filter((each) => each.file === file).map(({ pattern }) => pattern);
    return `${file === undefined ? '.gitignore' : name(file)} has no line for ${lines.join(', ')}`;
  });
}

function trackedTask(tracked: readonly Finding[], secrets: readonly Finding[]): string[] {
  if (tracked.length === 0) return [];
  const files = new Set(secrets.map(({ path }) => path)).size;
  const withSecrets =
    files === 0 ? '' : `, with ${count(secrets.length, 'secret')} in ${count(files, 'file')}`;
  return [`${count(tracked.length, 'cache file is', 'cache files are')} tracked${withSecrets}`];
}

interface Needs {
  readonly hook: boolean;
  readonly isInstallable: boolean;
  readonly ignore: boolean;
  readonly index: boolean;
}

function nextCommand({ hook, isInstallable, ignore, index }: Needs): string | null {
  if (hook && !isInstallable) return null;
  if (hook) return index ? 'install --fix' : 'install';
  if (index) return 'fix';
  return ignore ? 'ignore' : null;
}
