import type { Action } from './actions.ts';
import type { Allowance } from './allowance.ts';
import type { CommandName } from './commands.ts';
import type { GuardError } from './errors.ts';
import type { Finding } from './findings.ts';
import type { InspectedFile } from './inspected-file.ts';
import type { Summaries } from './summaries.ts';
import type { Warning } from './warnings.ts';

/** What a command found, the actions it plans, and the counts. A command reads and decides; it never writes. */
export interface Outcome<C extends CommandName> {
  readonly findings: readonly Finding[];
  readonly actions: readonly Action[];
  readonly summary: Summaries[C];
  readonly warnings: readonly Warning[];
  /** Of `check` and `doctor`: each allowed path, and the line that allows it. */
  readonly allowed?: readonly Allowance[];
  /** Of `check --range`: what `git rebase -i` is given to change these commits; absent where a range has no such name. */
  readonly rebaseOnto?: string;
  /** Of `fix`: whether nothing that leaves the index was ever committed here, so that there is nothing to commit. */
  readonly onlyStaged?: boolean;
}

/** The result type of each command. */
export interface Outcomes {
  install: Outcome<'install'>;
  uninstall: Outcome<'uninstall'>;
  check: Outcome<'check'>;
  ignore: Outcome<'ignore'>;
  untrack: Outcome<'untrack'>;
  fix: Outcome<'fix'>;
  clean: Outcome<'clean'>;
  allow: Outcome<'allow'>;
  doctor: Diagnosis;
  inspect: Inspected;
  history: Outcome<'history'>;
  rules: RuleOutcome;
}

/** What `doctor` found wrong, and what it found right. */
export interface Diagnosis extends Outcome<'doctor'> {
  readonly passed: readonly Passed[];
}

export const AREAS = ['hook', 'ignore', 'index', 'surroundings'] as const;
export type Area = (typeof AREAS)[number];

/** Something `doctor` looked at and found right. */
export interface Passed {
  readonly area: Area;
  readonly message: string;
}

export interface Inspected extends Outcome<'inspect'> {
  readonly files: readonly InspectedFile[];
  /** Why a part of what was asked for could not be done; the rest was done. */
  readonly failure?: GuardError;
}

export interface RuleOutcome extends Outcome<'rules'> {
  readonly rule: ServerRule;
}

/** Servers for which the rule can be written down. */
export const SERVERS = ['github', 'gitlab'] as const;
export type Server = (typeof SERVERS)[number];

/** The rule in the language of a server. */
export interface ServerRule {
  readonly server: Server;
  /** Method and path of the request that sets it. */
  readonly request: string;
  /** A command that sends it. */
  readonly apply: string;
  /** The request's body. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A plan whose result is verified after it was carried out; `prove` returns the final outcome. */
export interface ProvedOutcome {
  readonly type: 'proved';
  readonly planned: Outcome<'history'>;
  /** @throws GuardError where the result is not what it should be */
  readonly prove: () => Promise<Outcome<'history'>>;
}

/** An outcome with nothing in it but what is given. */
export const outcome = <C extends CommandName>(
  parts: Partial<Outcome<C>> & Pick<Outcome<C>, 'summary'>,
): Outcome<C> => ({ findings: [], actions: [], warnings: [], ...parts });
