import { THEIRS } from './peer-repo.ts';

/** Somebody else who has git run hooks. */
export interface Peer {
  readonly name: string;
  /** What a team commits to take it up; scripts are executable. */
  readonly files: Readonly<Record<string, string>>;
  /** Installs it, the first time and every time after, as a line for the shell. */
  readonly install: string;
  /**
   * What its installation does to a hook that stands there: leaves it, since git looks elsewhere
   * from then on; keeps and runs it; or takes its place.
   */
  readonly manner: 'elsewhere' | 'runs' | 'overwrites';
  /** Whether `install` sees that this one overwrites hooks, and goes by git's configuration where it can. */
  readonly known: boolean;
  /** The oldest git it works with, as a number, where that is not the oldest of ours. */
  readonly since?: number;
  /** Whether hooks of the team's stood there before all. */
  readonly earlier?: boolean;
}

const PRE_COMMIT = `repos:
- repo: local
  hooks:
  - id: theirs
    name: theirs
    language: system
    entry: ./theirs
    always_run: true
    pass_filenames: false
    stages: [STAGES]
`;

const preCommit = (name: string, stages: string): Peer => ({
  name,
  files: { '.pre-commit-config.yaml': PRE_COMMIT.replace('STAGES', stages) },
  install: `${name} install --hook-type pre-commit --hook-type pre-merge-commit`,
  manner: 'runs',
  known: true,
});

const handWritten = (language: string, script: string): Peer => ({
  name: `a hook in ${language}`,
  files: { 'team/pre-commit': script, 'team/pre-merge-commit': script },
  install: 'cp team/pre-commit team/pre-merge-commit .git/hooks',
  manner: 'overwrites',
  known: false,
});

const husky = (name: string, files: Peer['files']): Peer => ({
  name,
  files,
  install: 'husky',
  manner: 'elsewhere',
  known: true,
});

const IN_PYTHON = `#!/usr/bin/env python3
import os, sys
home = os.environ['HOME']
with open(home + '/ran', 'a') as log:
    print(len(sys.argv) - 1, *('[%s]' % arg for arg in sys.argv[1:]), os.environ.get('GIT_INDEX_FILE', ''), file=log)
sys.exit(int(open(home + '/status').read()))
`;

const IN_NODE = `#!/usr/bin/env node
const fs = require('node:fs');
const { HOME, GIT_INDEX_FILE = '' } = process.env;
const args = process.argv.slice(2);
fs.appendFileSync(HOME + '/ran', [args.length, ...args.map((arg) => \`[\${arg}]\`), GIT_INDEX_FILE].join(' ') + '\\n');
process.exitCode = Number(fs.readFileSync(HOME + '/status', 'utf8'));
`;

const lefthook: Peer = {
  name: 'lefthook',
  files: {
    'lefthook.yml': `pre-commit:
  jobs:
    - run: ./theirs {0}
pre-merge-commit:
  jobs:
    - run: ./theirs {0}
`,
  },
  install: 'lefthook install',
  manner: 'overwrites',
  known: true,
  since: 2031,
};

export const PEERS: readonly Peer[] = [
  husky('husky', {
    'package.json': '{ "private": true }\n',
    '.husky/pre-commit': './theirs "$@"\n',
    '.husky/pre-merge-commit': './theirs "$@"\n',
  }),
  husky('husky with lint-staged', {
    'package.json': '{ "private": true, "lint-staged": { "*.py": "./theirs" } }\n',
    '.husky/pre-commit': 'lint-staged\n',
  }),
  lefthook,
  {
    ...lefthook,
    name: 'lefthook over earlier hooks',
    install: 'lefthook install || :', // it refuses to move away a second hook that is not its own
    earlier: true,
  },
  {
    // it deletes the hooks it is not configured for, such as ours for merges
    name: 'simple-git-hooks',
    files: {
      'package.json': '{ "private": true, "simple-git-hooks": { "pre-commit": "./theirs \\"$@\\"" } }\n',
    },
    install: 'simple-git-hooks',
    manner: 'overwrites',
    known: true,
  },
  preCommit('pre-commit', 'commit, merge-commit'),
  {
    ...preCommit('pre-commit', 'commit, merge-commit'),
    name: 'pre-commit over earlier hooks',
    earlier: true,
  },
  preCommit('prek', 'pre-commit, pre-merge-commit'),
  handWritten('sh', THEIRS),
  handWritten('Python', IN_PYTHON),
  handWritten('Node', IN_NODE),
];
