import { spawnSync } from 'node:child_process';

/** By what name Python 3 is started here: Windows has `py` or `python`, other systems `python3`. */
const NAMES = ['python3', 'python', 'py'] as const;

const isPython3 = (name: string): boolean =>
  /^Python 3\./.test(spawnSync(name, ['--version'], { encoding: 'utf8' }).stdout ?? '');

/** @throws where there is none */
export function python(): string {
  const name = NAMES.find(isPython3);
  if (name === undefined) throw new Error(`no Python 3 found as ${NAMES.join(', ')}`);
  return name;
}
