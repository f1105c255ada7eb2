import { allow } from './allow.ts';
import { check } from './check.ts';
import { clean } from './clean.ts';
import type { CliCommand } from './command.ts';
import { doctor } from './doctor.ts';
import { fix } from './fix.ts';
import { history } from './history.ts';
import { ignore } from './ignore.ts';
import { inspect } from './inspect.ts';
import { install } from './install.ts';
import { rules } from './rules.ts';
import { uninstall } from './uninstall.ts';
import { untrack } from './untrack.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly CliCommand[] = [
  install,
  uninstall,
  check,
  fix,
  ignore,
  untrack,
  allow,
  doctor,
  inspect,
  history,
  clean,
  rules,
];
