import type { OptionSpec } from './command.ts';

/** Options of every command. */
export const GLOBAL_OPTIONS = {
  cwd: {
    alias: 'C',
    type: 'string',
    default: '.',
    requiresArg: true,
    metavar: 'DIR',
    describe: 'work as if started in this folder',
  },
  'dry-run': {
    alias: 'n',
    type: 'boolean',
    default: false,
    describe: 'change nothing, print what would be done',
  },
  json: { type: 'boolean', default: false, describe: 'print one JSON document' },
  quiet: { alias: 'q', type: 'boolean', default: false, describe: 'print errors only' },
  verbose: { alias: 'v', type: 'boolean', default: false, describe: 'list everything' },
  color: { type: 'boolean', describe: 'color even when piped (--no-color: never)' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** Answered before the command line is read any further, so yargs does not know them. */
export const ANSWERED_AT_ONCE: Readonly<Record<string, OptionSpec>> = {
  help: { alias: 'h', type: 'boolean', describe: 'show this help' },
  version: { alias: 'V', type: 'boolean', describe: 'show the version' },
};
