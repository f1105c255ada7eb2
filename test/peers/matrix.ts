import { cpSync, renameSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { snapshot } from '../helpers/repo.ts';
import { GITS, type TestGit } from './gits.ts';
import { PEERS, type Peer } from './managers.ts';
import { type Attempt, PeerRepo, THEIRS } from './peer-repo.ts';

/** How a repository behaves: theirs with and without trouble, and bytecode. */
export interface Behaviour {
  readonly commit: Attempt;
  readonly failing: Attempt;
  readonly merge: Attempt;
  readonly failingMerge: Attempt;
}

export const behaviour = (repo: PeerRepo): Behaviour => ({
  commit: repo.tryCommit('clean.py'),
  failing: repo.tryCommit('clean.py', 3),
  merge: repo.tryMerge('side.py'),
  failingMerge: repo.tryMerge('side.py', 3),
});

/** The same, and what the hook makes of arguments. */
const wholeBehaviour = (repo: PeerRepo) => ({
  ...behaviour(repo),
  direct: repo.runHook('pre-commit', ['a b', '*', ''], 3),
});

/** What doctor says beside what is so. */
export interface Sight {
  readonly exitCode: number;
  /** Findings that are errors, or the remedies of findings that are. */
  readonly codes: readonly string[];
  readonly fixes: readonly string[];
  readonly commit: Attempt;
  readonly merge: Attempt;
  /** Whether doctor had theirs run. */
  readonly ran: string;
}

export function look(repo: PeerRepo): Sight {
  repo.told();
  const { exitCode, findings } = repo.guardJson(['doctor']);
  const ran = repo.told();
  const errors = findings.filter(({ severity }: { severity: string }) => severity === 'error');
  return {
    exitCode,
    codes: errors.map(({ code }: { code: string }) => code),
    fixes: [...new Set<string>(errors.map(({ fix }: { fix: string }) => fix))],
    ran,
    commit: repo.tryCommit('cache.pyc'),
    merge: repo.tryMerge('side.pyc'),
  };
}

interface Step {
  readonly name: string;
  readonly found: Sight;
  /** After the commands that doctor gave, where it found errors. */
  readonly mended: Sight | null;
  readonly behaviour: ReturnType<typeof wholeBehaviour>;
}

function step(repo: PeerRepo, name: string): Step {
  const found = look(repo);
  for (const fix of found.fixes) repo.shell(fix);
  const mended = found.fixes.length > 0 ? look(repo) : null;
  return { name, found, mended, behaviour: wholeBehaviour(repo) };
}

/** All but what commits change, and a file of lefthook's with the time in it. */
export const still = (repo: PeerRepo, ...besides: readonly string[]) =>
  snapshot(repo.root, [
    ...besides,
    'logs',
    'objects',
    'index',
    'refs',
    'COMMIT_EDITMSG',
    'ORIG_HEAD',
    'lefthook.checksum',
  ]);

function takeUp(repo: PeerRepo, peer: Peer): void {
  for (const [name, text] of Object.entries(peer.files))
    repo.write(name, text, text.startsWith('#!') ? 0o755 : 0o644);
  repo.commitAll('take it up');
}

/** The same repository, in the same place, with theirs alone. */
function alone(repo: PeerRepo, peer: Peer) {
  const aside = `${repo.root}.aside`;
  cpSync(repo.root, aside, { recursive: true, verbatimSymlinks: true });
  takeUp(repo, peer);
  repo.shell(peer.install);
  const seen = { behaviour: wholeBehaviour(repo), files: still(repo) };
  repo.shell(peer.install);
  rmSync(repo.root, { recursive: true });
  renameSync(aside, repo.root);
  return seen;
}

type Order = 'before' | 'after';

function live(peer: Peer, order: Order, git: TestGit) {
  const repo = new PeerRepo(git);
  for (const event of peer.earlier ? ['pre-commit', 'pre-merge-commit'] : [])
    repo.write(`.git/hooks/${event}`, THEIRS, 0o755);
  const theirs = alone(repo, peer);
  const steps: Step[] = [];
  const ours = () => repo.shell('npx pyc-guard install --quiet');
  if (order === 'before') ours();
  takeUp(repo, peer);
  repo.shell(peer.install);
  if (order === 'after') ours();
  steps.push(step(repo, order === 'before' ? 'theirs after ours' : 'ours after theirs'));
  repo.shell(peer.install);
  steps.push(step(repo, 'theirs installed again'));
  repo.shell('npx pyc-guard uninstall --quiet');
  return { theirs, steps, files: still(repo), gone: look(repo) };
}

/** Whether the gate stays in place by itself at a step. */
function stays({ name, manner, known }: Peer, order: Order, again: boolean, git: TestGit): boolean {
  if (manner === 'runs') return true;
  // A hook in another language than sh is left to git's configuration where git has that.
  const isConfigured = git.configHooks && (known || /Python|Node/.test(name));
  if (manner === 'elsewhere' || isConfigured) return order === 'after' || again;
  return !again && order === 'after';
}

const ESSENTIAL = ['husky', 'lefthook', 'pre-commit', 'a hook in sh'];

/** Every peer under this machine's git and the newest, those that differ most under the rest. */
const peersUnder = (git: TestGit): readonly Peer[] =>
  PEERS.filter(
    ({ name, since = 0 }) =>
      git.number >= since && (git === GITS[0] || git.configHooks || ESSENTIAL.includes(name)),
  );

/** Tests ours beside every peer: installed before it or after it, and each installed once more. */
export function testBeside(order: Order): void {
  const rows = GITS.flatMap((git) => peersUnder(git).map((peer) => ({ peer, git })));
  describe.each(rows)(`ours ${order} $peer.name, git $git.version`, ({ peer, git }) =>
    testRow(peer, order, git),
  );
}

function testRow(peer: Peer, order: Order, git: TestGit): void {
  let life: ReturnType<typeof live>;
  beforeAll(() => {
    life = live(peer, order, git);
  });

  test('the gate stays, or doctor says that it does not', () => {
    const expected = [false, true].map((again) => (stays(peer, order, again, git) ? 0 : 1));
    expect(life.steps.map(({ found }) => found.exitCode)).toEqual(expected);
  });

  test('doctor tells the truth at every step, and runs nothing of theirs', () => {
    for (const { found, mended } of life.steps) {
      for (const sight of mended === null ? [found] : [found, mended]) {
        expect(sight).toMatchObject({ ran: '' });
        expect([sight.commit.blocked && sight.merge.blocked, sight.codes]).toEqual([
          sight.exitCode === 0,
          sight.codes,
        ]);
      }
    }
  });

  test('its commands mend what it finds', () => {
    for (const { found, mended } of life.steps) {
      const last = mended ?? found;
      expect(last).toMatchObject({ exitCode: 0, codes: [] });
      expect(last.commit).toMatchObject({ code: 1, blocked: true });
      expect(last.merge).toMatchObject({ blocked: true });
    }
  });

  test('theirs runs as it did before us: as often, with the same arguments, to the same end', () => {
    for (const { behaviour } of life.steps) expect(behaviour).toEqual(life.theirs.behaviour);
    expect(life.theirs.behaviour.commit).toMatchObject({ code: 0, theirs: expect.stringMatching(/./) });
    expect(life.theirs.behaviour.failing.code).toBe(1);
  });

  test('uninstall leaves every file as theirs alone would have it', () => {
    expect(life.files).toEqual(life.theirs.files);
    expect(life.gone).toMatchObject({ exitCode: 1, commit: { blocked: false }, merge: { blocked: false } });
  });
}
