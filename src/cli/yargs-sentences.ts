import type { Argv } from 'yargs';
import type { Global } from './command.ts';

/** Replacements for the sentences in which yargs complains about a command line. */
const SENTENCES = {
  'Not enough arguments following: %s': 'option "--%s" needs a value',
  'Not enough non-option arguments: got %s, need at least %s': {
    one: 'not enough arguments: %s given, %s needed',
    other: 'not enough arguments: %s given, %s needed',
  },
  'Missing required argument: %s': { one: 'argument "%s" is missing', other: 'arguments "%s" are missing' },
  'Missing argument value: %s': { one: 'option "--%s" needs a value', other: 'options "%s" need a value' },
  'Invalid values:': '',
  'Argument: %s, Given: %s, Choices: %s': '"%s" can not be %s; it is one of %s',
};

export const withOurSentences = <T extends Argv<Global>>(parser: T): T => {
  parser.updateStrings(SENTENCES as unknown as Record<string, string>);
  return parser;
};
