/** What a shell command starts of pyc-guard: a hook script, by its path as written, or the program. */
export type Started = { readonly script: string } | 'program';

/** What a configuration starts of pyc-guard, why it does not always start it, or what can't be read of it. */
export type ConfiguredStart = Started | { readonly only: string } | { readonly unread: string };

const SCRIPT =
  /^(?:(?:exec +)?(?:\/bin\/)?(?:sh|bash|dash) +)?(["']?)([^\s"'|&;<>]*pyc-guard\/hooks\/[a-z-]+)\1(?: +"\$@")?$/;

/** `pyc-guard check` through any package runner, with options that still check what is staged. */
const PROGRAM =
  /^(?:exec +)?(?:(?:npx|bunx|pnpm|yarn|npm|dlx|exec|run|--no|--no-install|--yes|-y|--) +)*(?:\.\/)?(?:node_modules\/\.bin\/)?pyc-guard +check(?: +(?:--staged|--tracked|--content|--no-inspect|--quiet|-q|--verbose|-v|--no-color|\{staged_files\}))*$/;

/** Shell keywords by which a line may be skipped, or not be reached; for lines without blanks around them. */
const CONDITIONS =
  /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|exit|return|trap|function)\b|[({]$|^[)}]/;

/**
 * What a shell script starts of pyc-guard so that a failure makes the script fail: as its last command,
 * joined by `&&`, or anywhere under `set -e`.
 *
 * @param text - commands, as a hook or a manager's configuration has them
 * @param stops - whether the shell is started with -e
 * @returns `null` if it starts nothing of pyc-guard, or possibly not always
 */
export function startedBy(text: string, stops = false): Started | null {
  const lines = text
    .replaceAll('\r', '')
    .replaceAll('\\\n', ' ')
    .split(/\n|;(?!;)/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.some((line) => CONDITIONS.test(line))) return null;
  const from = stops ? 0 : lines.findIndex((line) => /^set -[a-z]*e/.test(line));
  const counted = from < 0 ? lines.slice(-1) : lines.slice(from);
  for (const line of counted) {
    // a failure before && or || does not stop a script under set -e, nor does one before a pipe
    const parts =
      /\|/.test(line) || /(?:^|[^&])&(?:[^&]|$)/.test(line)
        ? []
        : line.split('&&').map((part) => part.trim());
    const counts = line === lines.at(-1) ? parts : parts.slice(-1);
    const found = counts.map(started).find((each) => each !== null);
    if (found) return found;
  }
  return null;
}

function started(command: string): Started | null {
  const script = SCRIPT.exec(command)?.[2];
  if (script !== undefined) return { script };
  return PROGRAM.test(command) ? 'program' : null;
}
