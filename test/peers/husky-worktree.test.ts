import { expect, test } from '@jest/globals';
import { linkedWorkTree } from '../helpers/linked-work-tree.ts';
import { GITS } from './gits.ts';
import { PeerRepo } from './peer-repo.ts';

/** husky keeps its own hooks out of git, so a new work tree has none, and git runs nothing there. */
test.each(GITS)('doctor sees a new work tree in which husky has not been run, git $version', (git) => {
  const repo = new PeerRepo(git);
  repo.write('package.json', '{ "private": true }\n');
  repo.write('.husky/pre-commit', './theirs "$@"\n');
  repo.shell('husky && npx pyc-guard install --quiet');
  repo.git('add', '.');
  repo.git('commit', '--quiet', '--no-verify', '--message', 'take it up');
  const { cwd, commit } = linkedWorkTree(repo);
  // git's configuration reaches every work tree, whatever husky has done there
  if (git.configHooks) {
    expect(commit()).toBe(1);
    return;
  }
  expect(commit()).toBe(0);

  const there = repo.guardJson(['doctor'], { cwd });
  expect(there).toMatchObject({
    exitCode: 1,
    findings: [{ code: 'hook-not-run' }, { code: 'hook-not-run' }],
  });
  const seen = repo.guardJson(['doctor']);
  expect(seen).toMatchObject({ exitCode: 0, findings: [{ code: 'hook-absent', severity: 'warning' }] });
  repo.shell(seen.findings[0].fix);

  expect(repo.guardJson(['doctor'])).toMatchObject({ exitCode: 0, findings: [] });
  expect(repo.guardJson(['doctor'], { cwd })).toMatchObject({ exitCode: 0, findings: [] });
  expect(commit()).toBe(1);
});
