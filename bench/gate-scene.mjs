// Commits of one changed file, in a repository whose hooks are replaced between the cases.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { env, GUARD, makeRepo, PROJECT, peers, run } from './scratch.mjs';

const NONE = 'no hook';
const EMPTY = 'empty hook';
const BARE = 'bare git command';
const EXEC = 'bare git command, by exec';
const OURS = 'pyc-guard';

/** The git command of our hook alone: the body of its function `staged` with its arguments. */
const gate = readFileSync(join(PROJECT, 'hooks', 'pre-commit'), 'utf8');
const pathspecs = [...gate.matchAll(/':\(top,[^']*'/g)].map(([quoted]) => quoted);
const bareCommand = /^\tgit (?:.*\\\n)*.*$/m
  .exec(gate)[0]
  .replaceAll(/\s*\\\n\s*/g, ' ')
  .replace('"$shown_as"', '--quiet')
  .replace('"$@"', [...new Set(pathspecs)].join(' '))
  .trim();
if (!bareCommand.includes('--quiet') || pathspecs.length < 5)
  throw new Error(`not understood: ${bareCommand}`);

const PATTERN = '\\.py[co]$|\\$py\\.class$|(^|/)__pycache__/';
const NODE_CHECK = `import { execFileSync } from 'node:child_process';
const names = execFileSync('git', ['diff', '--cached', '--name-only', '-z', '--diff-filter=d'], { encoding: 'utf8' });
if (names.split('\\0').some((name) => /${PATTERN.replaceAll('/', '\\/')}/.test(name))) process.exit(1);
`;

const hook = (repo, text, name = '.git/hooks/pre-commit') => {
  writeFileSync(join(repo, name), text);
  chmodSync(join(repo, name), 0o755);
};

/** Hooks that need no package of another project. */
const OWN = {
  [NONE]: () => {},
  [EMPTY]: (repo) => hook(repo, '#!/bin/sh\nexit 0\n'),
  [BARE]: (repo) => hook(repo, `#!/bin/sh\n${bareCommand}\n`),
  [EXEC]: (repo) => hook(repo, `#!/bin/sh\nexec ${bareCommand}\n`),
  [OURS]: (repo) => run(repo, [process.execPath, GUARD, 'install', '--no-gitignore']),
};

/** Each blocks bytecode in the way that the tool's manual suggests. */
const HOOKS = {
  ...OWN,
  'husky, sh': (repo, bin) => {
    run(repo, [join(bin, 'husky')]);
    hook(
      repo,
      `! git diff --cached --name-only --diff-filter=d | grep -qE '${PATTERN}'\n`,
      '.husky/pre-commit',
    );
  },
  'husky, Node script': (repo, bin) => {
    run(repo, [join(bin, 'husky')]);
    writeFileSync(join(repo, '.check.mjs'), NODE_CHECK);
    hook(repo, 'node .check.mjs\n', '.husky/pre-commit');
  },
  'simple-git-hooks, Node script': (repo, bin) => {
    const config = { 'simple-git-hooks': { 'pre-commit': 'node .check.mjs' } };
    writeFileSync(join(repo, 'package.json'), JSON.stringify(config));
    writeFileSync(join(repo, '.check.mjs'), NODE_CHECK);
    run(repo, [join(bin, 'simple-git-hooks')]);
  },
  lefthook: (repo, bin) => {
    const config = "pre-commit:\n  commands:\n    bytecode:\n      glob: '*.{pyc,pyo}'\n      run: exit 1\n";
    writeFileSync(join(repo, 'lefthook.yml'), config);
    run(repo, [join(bin, 'lefthook'), 'install']);
  },
  prek: (repo, bin) => {
    writeFileSync(join(repo, '.pre-commit-config.yaml'), PRE_COMMIT);
    run(repo, [join(bin, 'prek'), 'install']);
  },
  'pre-commit': (repo) => {
    writeFileSync(join(repo, '.pre-commit-config.yaml'), PRE_COMMIT);
    run(repo, ['pre-commit', 'install']);
  },
  'husky and lint-staged': (repo, bin) => {
    run(repo, [join(bin, 'husky')]);
    writeFileSync(join(repo, '.lintstagedrc.json'), '{ "*.py[co]": "false" }');
    hook(repo, 'lint-staged --quiet\n', '.husky/pre-commit');
  },
};

const PRE_COMMIT = `repos:
  - repo: local
    hooks:
      - id: bytecode
        name: bytecode
        entry: no bytecode
        language: fail
        files: '\\.py[co]$'
`;

const PACKAGES = ['husky', 'lefthook', 'simple-git-hooks', 'lint-staged', '@j178/prek'];

/** The registry has all of them but pre-commit, which this machine may lack. */
const available = (name) => name !== 'pre-commit' || !spawnSync('pre-commit', ['--version']).error;

/** Our hook without the others, which is quick enough for many rounds. */
export const makeBareScene = (folder, files) => ({
  cases: commits(folder, files, [EMPTY, BARE, EXEC, OURS]),
  goals: [
    {
      says: 'what ours adds to an empty hook, to what the bare git command adds',
      value: (t) => t.added(OURS, EMPTY) / t.added(BARE, EMPTY),
      atMost: 1.15,
    },
    {
      says: 'to what it adds by exec, which leaves no shell to say why a commit is stopped',
      value: (t) => t.added(OURS, EMPTY) / t.added(EXEC, EMPTY),
    },
  ],
});

/** @param wanted - how many times as much as our hook the fastest other one has to add */
export function makeGateScene(folder, files, wanted) {
  const names = Object.keys(HOOKS).filter((name) => name !== EXEC && available(name));
  const rivals = names.slice(names.indexOf(OURS) + 1);
  const fastest = (t) => Math.min(...rivals.map((name) => t.added(name, NONE)));
  return {
    cases: commits(folder, files, names),
    goals: [
      {
        says: 'what the fastest peer adds to no hook, to what ours adds',
        value: (t) => fastest(t) / t.added(OURS, NONE),
        atLeast: wanted,
      },
      {
        says: 'the most that this could be: what that peer adds, to what a hook of nothing but the bare git command adds',
        value: (t) => fastest(t) / t.added(BARE, NONE),
      },
      {
        says: 'and to what a hook adds that does nothing',
        value: (t) => fastest(t) / t.added(EMPTY, NONE),
      },
    ],
  };
}

/**
 * All cases share a work tree and an index. Each tool installs its hook, which is then moved to a folder of
 * its own; each commit sets core.hooksPath to the folder of its case.
 */
function commits(folder, files, names) {
  const modules = join(peers(names.some((name) => !(name in OWN)) ? PACKAGES : []), 'node_modules');
  const repo = makeRepo(join(folder, 'repo'), files);
  run(repo, ['git', 'checkout', '--quiet', '--force']);
  symlinkSync(modules, join(repo, 'node_modules'));
  mkdirSync(join(repo, 'new'));
  let turn = 0;
  return names.map((name) => {
    const hooks = installAside(repo, folder, modules, name);
    return {
      name,
      cwd: repo,
      env, // without node_modules/.bin: hooks find their programs themselves, lefthook past its Node wrapper
      run: ['git', '-c', `core.hooksPath=${hooks}`, 'commit', '--quiet', '--message', 'one file'],
      before: () => {
        writeFileSync(join(repo, 'new', 'file.py'), `${turn++}\n`);
        run(repo, ['git', 'add', 'new/file.py']);
      },
    };
  });
}

/** @returns the folder for core.hooksPath */
function installAside(repo, folder, modules, name) {
  const aside = join(folder, `hooks-${name.replaceAll(/\W+/g, '-')}`);
  const usual = join(repo, '.git', 'hooks');
  const husky = join(repo, '.husky');
  rmSync(usual, { recursive: true, force: true });
  mkdirSync(usual);
  HOOKS[name](repo, join(modules, '.bin'));
  const usesHusky = existsSync(husky);
  if (usesHusky) run(repo, ['git', 'config', '--unset', 'core.hooksPath']);
  cpSync(usesHusky ? husky : usual, aside, { recursive: true });
  rmSync(husky, { recursive: true, force: true });
  return usesHusky ? join(aside, '_') : aside;
}
