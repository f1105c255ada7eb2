import { spawnSync } from 'node:child_process';

/** Commands that may start Python 3: `py` or `python` on Windows, `python3` elsewhere. */
const NAMES = ['python3', 'python', 'py'] as const;

const isPython3 = (name: string): boolean =>
  /^Python 3\./.test(spawnSync(name, ['--version'], { encoding: 'utf8' }).stdout ?? '');

/** The command that starts Python 3 here. @throws if there is none */
export function python(): string {
  const name = NAMES.find(isPython3);
  if (name === undefined) throw new Error(`no Python 3 found as ${NAMES.join(', ')}`);
  return name;
}
