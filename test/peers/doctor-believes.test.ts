import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT } from '../helpers/scratch.ts';
import { GITS } from './gits.ts';
import { PeerRepo } from './peer-repo.ts';

const [git = { folder: '', version: '', number: 0, configHooks: false }] = GITS;
const HOOK = 'sh node_modules/pyc-guard/hooks/pre-commit';

/** What install prints for a manager, from the line after the one that names it. */
function advice(repo: PeerRepo): string {
  const { stdout } = repo.run('npx', ['pyc-guard', 'install', '--dry-run', '--json']);
  const { warnings } = JSON.parse(stdout);
  return warnings.find(({ code }: { code: string }) => code === 'team').snippet;
}

/** A team's repository with our package as a dependency, and a manager's files. */
function team(files: Readonly<Record<string, string>>): PeerRepo {
  const repo = new PeerRepo(git);
  cpSync(join(PROJECT, 'hooks'), repo.path('node_modules/pyc-guard/hooks'), { recursive: true });
  repo.write('.gitignore', 'node_modules\n__pycache__/\n*.py[cod]\n*$py.class\n');
  for (const [name, text] of Object.entries(files)) repo.write(name, text);
  return repo;
}

const PRE_COMMIT = 'install --hook-type pre-commit --hook-type pre-merge-commit';
const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ');

const ROWS = [
  {
    name: 'lefthook.yml',
    files: { 'lefthook.yml': '' },
    paste: (repo: PeerRepo) => repo.write('lefthook.yml', advice(repo)),
    install: 'lefthook install',
  },
  {
    name: '.lefthook.yaml with jobs',
    files: {
      '.lefthook.yaml': `pre-commit: {jobs: [{run: ./theirs}, {group: {jobs: [{run: ${HOOK}}]}}]}
pre-merge-commit: {jobs: [{run: ${HOOK}}]}
`,
    },
    install: 'lefthook install',
  },
  {
    name: 'lefthook.toml',
    files: {
      'lefthook.toml': `[pre-commit.commands.pyc-guard]
run = "${HOOK}"
[pre-merge-commit.commands.pyc-guard]
run = "${HOOK}"
`,
    },
    install: 'lefthook install',
  },
  {
    name: 'lefthook.json',
    files: {
      'lefthook.json': JSON.stringify({
        'pre-commit': { commands: { ours: { run: HOOK } } },
        'pre-merge-commit': { commands: { ours: { run: HOOK } } },
      }),
    },
    install: 'lefthook install',
  },
  {
    name: 'lefthook.jsonc',
    files: {
      'lefthook.jsonc': `{
  // for "everybody" /* too */
  "pre-commit": { "jobs": [{ "run": "${HOOK}", }], },
  "pre-merge-commit": { "jobs": [{ "run": "${HOOK}" }] } /* , */
}
`,
    },
    install: 'lefthook install',
  },
  {
    name: 'lefthook.yml that extends another file',
    files: {
      'lefthook.yml': 'extends: [team/hooks.yml]\npre-commit: {jobs: [{run: ./theirs}]}\n',
      'team/hooks.yml': `pre-commit: {jobs: [{run: ${HOOK}}]}\npre-merge-commit: {jobs: [{run: ${HOOK}}]}\n`,
    },
    install: 'lefthook install',
  },
  {
    name: 'simple-git-hooks',
    files: { 'package.json': '{"simple-git-hooks": {}}' },
    paste: (repo: PeerRepo) => repo.write('package.json', `{${advice(repo)}}`),
    install: 'simple-git-hooks',
  },
  ...['pre-commit', 'prek'].map((program) => ({
    name: program,
    files: { '.pre-commit-config.yaml': 'repos: []\n' },
    paste: (repo: PeerRepo) => repo.write('.pre-commit-config.yaml', `repos:\n${indented(advice(repo))}`),
    install: `${program} ${PRE_COMMIT}`,
  })),
  {
    name: 'a hook of the team',
    files: {},
    install: `for e in pre-commit pre-merge-commit; do printf '#!/bin/sh\\nset -e\\n./theirs\\n${HOOK}\\n' >.git/hooks/$e; chmod +x .git/hooks/$e; done`,
  },
];

describe.each(ROWS)('what install advises is believed: $name', ({ files, paste, install }) => {
  test('doctor is content, a commit and a merge with bytecode are blocked, others pass', () => {
    const repo = team(files);
    paste?.(repo);
    repo.commitAll();
    repo.shell(install);
    const { code, stdout, stderr } = repo.run('npx', ['pyc-guard', 'doctor']);
    expect({ code, said: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, said: '' });
    expect(repo.tryCommit('cache.pyc').blocked).toBe(true);
    expect(repo.tryMerge('side.pyc').blocked).toBe(true);
    expect(repo.tryCommit('clean.py').code).toBe(0);
  });

  test('where our package is not there, doctor says so', () => {
    const repo = team(files);
    paste?.(repo);
    repo.commitAll();
    repo.shell(install);
    repo.shell('rm -r node_modules');
    const { exitCode, findings } = repo.guardJson(['doctor']);
    expect(exitCode).toBe(1);
    expect(findings).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'hook-not-run', fix: 'npm install' })]),
    );
  });
});
