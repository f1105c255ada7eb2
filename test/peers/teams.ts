import { mkdirSync, symlinkSync } from 'node:fs';
import { GUARD, TestRepo } from '../helpers/repo.ts';
import { PROJECT } from '../helpers/scratch.ts';
import type { TestGit } from './gits.ts';
import { PEERS } from './managers.ts';
import { PeerRepo, type UserConfig } from './peer-repo.ts';

/** A team, by what it commits and by what everybody in it runs. */
export interface Team {
  readonly name: string;
  /** Scripts are executable. */
  readonly files: Readonly<Record<string, string>>;
  /** What sets up the team's own hooks in a clone, as a line for the shell; empty if there are none. */
  readonly setUp: string;
  /** How `prepare` calls `pyc-guard install`: after the team's own set-up, unless it says otherwise. */
  readonly prepare?: (setUp: string) => string;
  /** What the others have configured, and in what their files differ for that. */
  readonly config?: UserConfig;
  /** Whether our hook is in files that git tracks, so that those have it who run the team's own set-up. */
  readonly tracked: boolean;
  /** Whether the team's own set-up, run again, leaves our hook: `with config hooks` in git 2.54 and later. */
  readonly outlasts: 'always' | 'with config hooks' | 'never';
}

function managed(name: string, of: Pick<Team, 'tracked' | 'outlasts'> & Partial<Team>): Team {
  const peer = PEERS.find((each) => each.name === name);
  if (peer === undefined) throw new Error(`no peer named ${name}`);
  return { name, files: peer.files, setUp: peer.install, ...of };
}

const RUNS_THEIRS = '#!/bin/sh\n./theirs "$@"\n';
const BY_ITS_NAME = `#!/bin/sh
for each in "$0".d/*; do
  "$each" "$@" || exit
done
`;

const both = (folder: string, text: string) => ({
  [`${folder}/pre-commit`]: text,
  [`${folder}/pre-merge-commit`]: text,
});

const trackedFolder: Team = {
  name: 'a tracked folder',
  files: both('.githooks', RUNS_THEIRS),
  setUp: 'git config core.hooksPath .githooks',
  tracked: true,
  outlasts: 'always',
};

export const TEAMS: readonly Team[] = [
  { name: 'no hooks', files: {}, setUp: '', tracked: false, outlasts: 'always' },
  {
    name: 'hooks of their own',
    files: both('team', RUNS_THEIRS),
    setUp: 'cp team/pre-* .git/hooks',
    tracked: false,
    outlasts: 'never',
  },
  {
    name: 'hooks of their own that go by their name',
    files: {
      ...both('team', BY_ITS_NAME),
      'team/pre-commit.d/10-theirs': RUNS_THEIRS,
      'team/pre-merge-commit.d/10-theirs': RUNS_THEIRS,
    },
    setUp: 'cp -R team/. .git/hooks',
    tracked: false,
    outlasts: 'never',
  },
  managed('husky', { tracked: true, outlasts: 'always' }),
  managed('husky', {
    name: 'husky that is set up after ours',
    prepare: (setUp) => `pyc-guard install && ${setUp}`,
    tracked: true,
    outlasts: 'always',
  }),
  managed('lefthook', { tracked: false, outlasts: 'with config hooks' }),
  managed('simple-git-hooks', { tracked: false, outlasts: 'with config hooks' }),
  managed('pre-commit', { tracked: false, outlasts: 'always' }),
  managed('prek', { tracked: false, outlasts: 'always' }),
  trackedFolder,
  {
    ...trackedFolder,
    name: 'a tracked folder with core.autocrlf',
    config: { 'core.autocrlf': 'true' },
  },
];

/** A clone on somebody's machine, with what `npm install` would bring. */
export class Member extends PeerRepo {
  constructor(git: TestGit, config?: UserConfig, origin?: string) {
    super(git, origin, config);
    mkdirSync(this.path('node_modules/.bin'), { recursive: true });
    symlinkSync(PROJECT, this.path('node_modules/pyc-guard'));
    symlinkSync(GUARD, this.path('node_modules/.bin/pyc-guard'));
  }

  /** What npm runs after `npm install`. */
  prepare(): void {
    this.shell('npm run --silent prepare');
  }
}

/** The team's own package.json, with a `prepare` script. */
function packageJson({ files }: Team, prepare: string): string {
  const own = JSON.parse(files['package.json'] ?? '{"private":true}');
  return `${JSON.stringify({ ...own, ...(prepare !== '' && { scripts: { prepare } }) }, null, 2)}\n`;
}

/** A team with a remote, from which everybody clones. */
export class Shared {
  readonly remote = new TestRepo(['--bare'], 'remote.git');
  readonly git: TestGit;
  readonly team: Team;
  readonly lead: Member;

  constructor(git: TestGit, team: Team) {
    this.git = git;
    this.team = team;
    this.lead = new Member(git, team.config);
    const { lead } = this;
    lead.write('.gitignore', 'node_modules\n__pycache__/\n*.py[cod]\n*$py.class\n');
    lead.write('.gitattributes', '/theirs eol=lf\n');
    for (const [name, text] of Object.entries(team.files))
      lead.write(name, text, text.startsWith('#!') ? 0o755 : 0o644);
    lead.write('package.json', packageJson(team, team.setUp));
    lead.git('add', '--all');
    lead.git('commit', '--quiet', '--no-verify', '--message', 'our own hooks');
    lead.git('remote', 'add', 'origin', this.remote.root);
    lead.git('push', '--quiet', '--set-upstream', 'origin', 'main', 'side.py', 'side.pyc');
  }

  /** The lead takes pyc-guard up for everybody, as the README says. */
  takeUp(): void {
    const { lead, team } = this;
    const prepare =
      team.prepare?.(team.setUp) ?? [team.setUp, 'pyc-guard install'].filter(Boolean).join(' && ');
    lead.write('package.json', packageJson(team, prepare));
    lead.prepare();
    lead.git('commit', '--quiet', '--all', '--message', 'pyc-guard for everybody');
    lead.git('push', '--quiet');
  }

  clone(config = this.team.config): Member {
    return new Member(this.git, config, this.remote.root);
  }
}
