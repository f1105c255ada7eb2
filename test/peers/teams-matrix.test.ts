import { beforeAll, describe, expect, test } from '@jest/globals';
import { GITS, type TestGit } from './gits.ts';
import { type Behaviour, behaviour, look, still } from './matrix.ts';
import { type Member, Shared, TEAMS, type Team } from './teams.ts';

/** One of a team in which the lead has committed pyc-guard. */
interface Person {
  readonly who: string;
  /** What they did, and their clone after it. */
  readonly come: (shared: Shared) => Member;
  /** Whether bytecode is blocked at once. Where it is not, doctor says so, and its commands change that. */
  readonly guarded: (team: Team, git: TestGit) => boolean;
  /** Whether they have set up the team's own hooks. */
  readonly has: boolean;
  /** Whether git has checked out the team's hooks without ours, with the line ends that are configured. */
  readonly gone?: boolean;
}

const always = () => true;
const never = () => false;

/** Whether our hook stays where the team's own set-up is run after it. */
const outlasts = ({ outlasts }: Team, { configHooks }: TestGit): boolean =>
  outlasts === 'always' || (outlasts === 'with config hooks' && configHooks);

function fresh(shared: Shared, ...lines: readonly string[]): Member {
  const repo = shared.clone();
  for (const line of lines) if (line !== '') repo.shell(line);
  return repo;
}

const PREPARE = 'npm run --silent prepare';

const PEOPLE: readonly Person[] = [
  {
    who: 'the lead, after `git commit -a`',
    come: ({ lead }) => lead,
    guarded: always,
    has: true,
  },
  {
    who: 'a teammate who clones and runs npm install',
    come: (shared) => fresh(shared, PREPARE),
    guarded: always,
    has: true,
  },
  {
    who: 'a teammate who uninstalls',
    come: (shared) => fresh(shared, PREPARE, 'npx pyc-guard uninstall --quiet'),
    guarded: never,
    has: true,
  },
  {
    who: 'a teammate whose own set-up is run again',
    come: (shared) => fresh(shared, PREPARE, shared.team.setUp || PREPARE),
    guarded: outlasts,
    has: true,
  },
  {
    who: 'a teammate who installs ours before the own set-up',
    come: (shared) => fresh(shared, 'npx pyc-guard install --quiet', shared.team.setUp),
    guarded: outlasts,
    has: true,
  },
  {
    who: 'a teammate who runs the own set-up alone',
    come: (shared) => fresh(shared, shared.team.setUp),
    guarded: ({ tracked }) => tracked,
    has: true,
  },
  {
    who: 'a teammate who runs our install alone',
    come: (shared) => fresh(shared, 'npx pyc-guard install --quiet'),
    guarded: always,
    has: false,
  },
  {
    who: 'a teammate who runs nothing, for git runs no hook that nobody set up',
    come: (shared) => fresh(shared),
    guarded: never,
    has: false,
  },
  {
    who: 'a teammate who pulls what another committed after uninstalling',
    come(shared) {
      const repo = fresh(shared, PREPARE);
      const other = fresh(shared, PREPARE, 'npx pyc-guard uninstall --quiet');
      other.git('commit', '--quiet', '--all', '--allow-empty', '--message', 'away with it');
      other.git('push', '--quiet');
      repo.git('pull', '--quiet');
      return repo;
    },
    guarded: ({ tracked }, { configHooks }) => !tracked || configHooks,
    has: true,
    gone: true,
  },
];

/** What each git puts into a new repository, which differs by version. */
const TEMPLATES = /\.sample$|^\/\.git\/(?:branches|description|info\/exclude)$/;

/**
 * What a clone holds but for packages and what commits change. A tracked folder to which core.hooksPath leads
 * nobody is left as the team has committed it. Line ends count in hooks alone, where some are configured.
 */
function files(repo: Member, { team }: Shared, has: boolean) {
  const all = still(repo, 'node_modules', 'package.json', 'HEAD', 'packed-refs', 'FETCH_HEAD');
  const counted = Object.entries(all).filter(
    ([path]) => !TEMPLATES.test(path) && (has || !path.startsWith('/.githooks')),
  );
  const asInGit = (path: string, text: string) =>
    team.config === undefined || /^\/\.git(?:hooks)?\//.test(path) ? text : text.replaceAll('\r\n', '\n');
  return Object.fromEntries(counted.map(([path, text]) => [path, asInGit(path, text)]));
}

/** A clone in which nobody ran pyc-guard. */
interface Without {
  readonly files: Readonly<Record<string, string>>;
  readonly behaviour: Behaviour;
}

/** A clone of somebody who has no line ends configured, unless `gone` asks for them. */
function without(shared: Shared, has: boolean, gone = false): Without {
  const repo = shared.clone(gone ? shared.team.config : {});
  if (has && shared.team.setUp !== '') repo.shell(shared.team.setUp);
  return { files: files(repo, shared, has), behaviour: behaviour(repo) };
}

const [system] = GITS;
/** This machine's git and the newest: they differ in whether git runs hooks of its configuration. */
const gits = GITS.filter((git) => git === system || git.configHooks);

describe.each(gits.flatMap((git) => TEAMS.map((team) => ({ team, git }))))(
  'a team with $team.name, git $git.version',
  ({ team, git }) => {
    let shared: Shared;
    let bare: Without;
    let theirs: Without;
    let pulled: Without;
    beforeAll(() => {
      shared = new Shared(git, team);
      bare = without(shared, false);
      theirs = without(shared, true);
      pulled = team.config === undefined ? theirs : without(shared, true, true);
      shared.takeUp();
    });

    test('`git commit -a` takes along all that everybody needs, and only adds to files of the team', () => {
      const { lead } = shared;
      expect(lead.status()).toEqual([]);
      const changes = lead.git('diff', '--numstat', '--summary', 'HEAD~1', '--', '.', ':!package.json');
      for (const change of changes.split('\n').filter(Boolean))
        expect(change).toMatch(/^\d+\t0\t|^ create mode /);
    });

    test.each(PEOPLE)('$who', ({ come, guarded, has, gone }) => {
      const expected = guarded(team, git);
      // with CR LF their own hooks can't be started here, which doctor says and mends
      const isBroken = gone === true && team.config !== undefined;
      const repo = come(shared);
      expect(repo.status().filter((line) => !/^[MD] {2}/.test(line))).toEqual([]);
      const seen = look(repo);
      expect({ ...seen, blocked: seen.commit.blocked && seen.merge.blocked }).toMatchObject({
        blocked: expected,
        exitCode: expected && !isBroken ? 0 : 1,
        ran: '',
      });
      const wanted = gone ? pulled : has ? theirs : bare;
      expect(behaviour(repo)).toEqual(wanted.behaviour);
      if (seen.fixes.length > 0) {
        for (const fix of seen.fixes) repo.shell(fix);
        expect(look(repo)).toMatchObject({
          exitCode: 0,
          commit: { blocked: true },
          merge: { blocked: true },
        });
        expect(behaviour(repo)).toEqual((isBroken ? theirs : wanted).behaviour);
      }
      repo.shell('npx pyc-guard uninstall --quiet');
      expect(files(repo, shared, has)).toEqual((isBroken ? theirs : wanted).files);
    });
  },
);
