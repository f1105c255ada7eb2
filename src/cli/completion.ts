import { usageError } from '../model/errors.ts';
import type { CliCommand, OptionSpec } from './command.ts';
import { ANSWERED_AT_ONCE, GLOBAL_OPTIONS } from './global-options.ts';
import { suggestion } from './nearest.ts';

/** Each script asks the program for the words, so it stays valid when options change; SHELL names the shell. */
const SCRIPTS = {
  bash: `# bash completion for pyc-guard: add it to ~/.bashrc with
#   eval "$(pyc-guard completion bash)"
_pyc_guard() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(SHELL=bash pyc-guard --get-completions "\${COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o bashdefault -o default -F _pyc_guard pyc-guard
`,
  zsh: `#compdef pyc-guard
# zsh completion for pyc-guard: add it to ~/.zshrc, below compinit, with
#   eval "$(pyc-guard completion zsh)"
_pyc_guard() {
  local -a found
  found=("\${(@f)$(SHELL=zsh pyc-guard --get-completions "\${(@)words[1,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]-}" ]]; then
    _describe 'pyc-guard' found
  else
    _default
  fi
}
compdef _pyc_guard pyc-guard
`,
  fish: `# fish completion for pyc-guard: save it with
#   pyc-guard completion fish > ~/.config/fish/completions/pyc-guard.fish
function __pyc_guard
  set -l words (commandline -opc) (commandline -ct)
  SHELL=fish pyc-guard --get-completions $words 2>/dev/null
end
complete -c pyc-guard -a '(__pyc_guard)'
`,
} as const;

const SHELLS = Object.keys(SCRIPTS) as readonly (keyof typeof SCRIPTS)[];

/**
 * The script that a shell loads.
 *
 * @param words - what was typed behind `completion`
 * @param current - path of the shell that is used now
 */
export function completionScript(words: readonly string[], current: string): string {
  const [typed] = words.filter((word) => !word.startsWith('-'));
  const fromEnvironment = SHELLS.find((name) => current.endsWith(name));
  const shell = typed === undefined ? fromEnvironment : SHELLS.find((name) => name === typed);
  if (shell !== undefined) return SCRIPTS[shell];
  if (typed === undefined) throw usageError(`completion needs the name of a shell: ${SHELLS.join(', ')}`);
  throw usageError(`no completion for "${typed}"${suggestion(typed, SHELLS)}, only for ${SHELLS.join(', ')}`);
}

/**
 * The words that can complete the last word of a command line. yargs' own answer leaves out the options of
 * commands unless it reads the line of the process itself.
 *
 * @param words - the line so far, with the program's name
 * @param shell - zsh and fish also show what each means
 */
export function completions(
  commands: readonly CliCommand[],
  words: readonly string[],
  shell: string,
): string[] {
  const current = words.at(-1) ?? '';
  const earlier = words.slice(1, -1);
  const chosen = commands.find(({ command }) => earlier.includes(command));
  const options: Readonly<Record<string, OptionSpec>> = {
    ...chosen?.help.options,
    ...GLOBAL_OPTIONS,
    ...ANSWERED_AT_ONCE,
  };
  const before = options[(earlier.at(-1) ?? '').replace(/^--/, '')];
  const offers = before?.choices ? valuesOf(before.choices) : offersFor(commands, chosen, options, current);
  const separator = shell === 'fish' ? '\t' : shell === 'zsh' ? ':' : null;
  return offers
    .filter(([word]) => word.startsWith(current))
    .map(([word, means]) => (separator === null || means === '' ? word : `${word}${separator}${means}`));
}

type Offer = readonly [word: string, means: string];

const valuesOf = (choices: readonly unknown[]): Offer[] => choices.map((choice) => [String(choice), '']);

function offersFor(
  commands: readonly CliCommand[],
  chosen: CliCommand | undefined,
  options: Readonly<Record<string, OptionSpec>>,
  current: string,
): Offer[] {
  if (current.startsWith('-'))
    return Object.entries(options).map(([name, { type, default: preset, describe = '' }]) => [
      type === 'boolean' && preset === true ? `--no-${name}` : `--${name}`,
      describe,
    ]);
  if (chosen === undefined) return commands.map(({ command, help }) => [command, help.summary]);
  return Object.values(chosen.help.positionals).flatMap(({ choices }) => valuesOf(choices ?? []));
}
