const BEGIN = '# >>> pyc-guard >>> (`pyc-guard install` put this here, `pyc-guard uninstall` takes it away)';
const END = '# <<< pyc-guard <<<';

/** Runs the gate that lies beside; husky starts this file with `sh -e` in the top folder. */
const block = (gate: string): string =>
  `${BEGIN}\n${gate.endsWith('pre-push') ? spooled(gate) : run(gate)}${END}\n`;

const run = (gate: string): string => `sh "\${0%/*}/${gate}" "$@" || exit\n`;

/** The same where git tells on stdin what is pushed, which the users' own lines are to read as well. */
const spooled = (
  gate: string,
): string => `pyc_guard=$(while IFS= read -r line; do printf '%s\\n' "$line"; done)
printf '%s\\n' "$pyc_guard" | ${run(gate)}if [ -z "$pyc_guard" ]; then
exec </dev/null
else
exec <<PYC_GUARD
$pyc_guard
PYC_GUARD
fi
`;

const ANY_BLOCK = /^# >>> pyc-guard >>>[^\n]*\n(?:[^\n]*\n)*?# <<< pyc-guard <<<\n?/m;

/** Whether a hook of husky's runs the gate, as this version writes it. */
export const hasBlock = (hook: string, gate: string): boolean => hook.includes(block(gate));

/** The hook with the block at its head, where no early `exit` of others can keep it from running. */
export function addBlock(hook: string, gate: string): string {
  const rest = removeBlock(hook);
  const [shebang = ''] = /^#![^\n]*\n/.exec(rest) ?? [];
  return shebang + block(gate) + rest.slice(shebang.length);
}

/** The hook without it, as it was before. */
export const removeBlock = (hook: string): string => hook.replace(ANY_BLOCK, '');
