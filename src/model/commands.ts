/** The commands, in the order of the help. */
export const COMMAND_NAMES = [
  'install',
  'uninstall',
  'check',
  'ignore',
  'untrack',
  'fix',
  'clean',
  'allow',
  'doctor',
  'inspect',
  'history',
  'rules',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];
