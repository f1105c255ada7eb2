import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { TestRepo } from '../helpers/repo.ts';
import { PROJECT, scratchFolder } from '../helpers/scratch.ts';

/** What is read of a job for GitLab or a workflow for GitHub. */
interface Workflow {
  readonly bytecode?: { readonly script?: readonly string[] };
  readonly jobs?: Readonly<Record<string, { readonly steps?: readonly { readonly run?: string }[] }>>;
}

/** Pages whose blocks for the shell and for CI are played here. */
const PAGES = ['README.md', 'docs/ci.md', 'docs/managers.md', 'docs/fleet.md', 'docs/clients.md'];

interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

const BLOCKS: readonly Block[] = PAGES.flatMap((page) =>
  [...readFileSync(join(PROJECT, page), 'utf8').matchAll(/^```(\w+)\n(.*?)^```/gms)].map(
    ([, language = '', text = '']) => ({ page, language, text }),
  ),
);

/** What needs a service, an account or this project's own clone. */
const ELSEWHERE = /^(?:npm ci|bash \.ci)|\| gh api|\| curl/m;

/** Where every command of a block may have found something: exit code 1. */
const MAY_FIND = /pyc-guard .*\b(?:check|doctor|history|inspect)\b|pyc-guard *(?:#|$)|grep -l/;

let tarball: string;

/** A machine with the packed program installed, and nothing else of ours. */
class Machine extends TestRepo {
  readonly prefix = join(this.home, 'prefix');

  constructor() {
    super();
    this.ok('npm', ['install', '--global', '--offline', '--no-audit', '--no-fund', tarball]);
    this.write('m.py');
    this.write('pkg/__pycache__/m.cpython-311.pyc');
    this.commitAll();
    this.git('clone', '--quiet', '--bare', '.', `${this.root}-origin`);
    this.git('remote', 'add', 'origin', `${this.root}-origin`);
    this.git('fetch', '--quiet', 'origin');
    this.git('branch', '--quiet', '--set-upstream-to=origin/main');
  }

  get env(): Record<string, string> {
    const PATH = `${join(this.prefix, 'bin')}:${process.env.PATH ?? ''}`;
    return { PATH, npm_config_prefix: this.prefix, npm_config_offline: 'true', npm_config_audit: 'false' };
  }

  ok(program: string, args: readonly string[]): void {
    const { code, stdout, stderr } = this.run(program, args, { env: this.env });
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} exited ${code}: ${stderr}${stdout}`);
  }

  sh(line: string, env: Record<string, string> = {}) {
    return this.run('bash', ['-eo', 'pipefail', '-c', line], { env: { ...this.env, ...env } });
  }
}

const asTarball = (text: string): string =>
  text.replaceAll('npm install --save-dev pyc-guard', `npm install --save-dev '${tarball}'`);

beforeAll(() => {
  const folder = scratchFolder();
  const { stdout, stderr, status } = spawnSync(
    'npm',
    ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder],
    { cwd: PROJECT, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  tarball = join(folder, stdout.trim().split('\n').at(-1) ?? '');
});

describe('the blocks for the shell run as they stand', () => {
  const blocks = BLOCKS.filter(({ language, text }) => language === 'sh' && !ELSEWHERE.test(text));

  test('there are some', () => {
    expect(blocks.length).toBeGreaterThan(6);
  });

  test.each(blocks)('$page: $text', ({ text }) => {
    const machine = new Machine();
    machine.write('package.json', '{ "name": "theirs", "private": true }\n');
    machine.write('tests/fixtures/m.pyc');
    machine.commitAll();
    symlinkSync(PROJECT, machine.path('pyc-guard')); // a clone of this repository beside it
    mkdirSync(machine.path('audit'));
    for (const name of ['one', 'two']) {
      const repo = new Machine();
      cpSync(repo.root, machine.path(`repos/${name}`), { recursive: true });
      machine.sh(`pyc-guard -C repos/${name} check --tracked --json >audit/${name}.json`);
      if (text.includes('doctor')) machine.sh(`pyc-guard -C repos/${name} ignore`);
    }
    for (const line of asTarball(text)
      .split('\n')
      .filter((each) => each !== '' && !each.startsWith('#'))) {
      const { code, stdout, stderr } = machine.sh(line);
      const fine = code === 0 || (code === 1 && MAY_FIND.test(line));
      expect({ line, code, said: fine ? '' : stdout + stderr }).toEqual({ line, code, said: '' });
    }
  });
});

describe('the jobs for CI fail on a polluted repository and pass on a clean one', () => {
  const jobs = BLOCKS.filter(({ language }) => language === 'yaml').flatMap(({ page, text }) => {
    const { jobs = {}, bytecode } = load(text) as Workflow;
    const steps = Object.values(jobs).flatMap(({ steps = [] }) => steps);
    const run = [...(bytecode?.script ?? []), ...steps.flatMap(({ run = [] }) => run)].join('\n').trim();
    return run === '' ? [] : [{ page, run }];
  });

  test('there is one for GitHub and one for GitLab', () => {
    expect(jobs.map(({ run }) => /GITHUB_WORKSPACE|CI_PROJECT_DIR/.exec(run)?.[0])).toEqual(
      expect.arrayContaining(['GITHUB_WORKSPACE', 'CI_PROJECT_DIR']),
    );
  });

  test.each(jobs)('$page: $run', ({ run }) => {
    const machine = new Machine();
    machine.write('node_modules/.bin/pyc-guard', '#!/bin/sh\nexit 0\n', 0o755); // of a merge request
    const env = { CI: 'true', GITHUB_WORKSPACE: machine.root, CI_PROJECT_DIR: machine.root };
    expect(machine.sh(run, env).code).toBe(1);
    machine.git('rm', '-r', '--quiet', '--cached', 'pkg');
    expect(machine.sh(run, env)).toMatchObject({ code: 0 });
  });
});

test('the set-up for a team: whoever clones and runs npm install has the hook', () => {
  const block = BLOCKS.find(({ text }) => text.includes('npm install --save-dev pyc-guard'));
  const machine = new Machine();
  machine.write('package.json', '{ "name": "theirs", "private": true }\n');
  expect(machine.sh(asTarball(block?.text ?? 'exit 9'))).toMatchObject({ code: 0 });
  machine.ok('git', ['add', 'package.json', 'package-lock.json', '.gitignore']);
  machine.ok('git', ['commit', '--quiet', '--message', 'everybody has the hook']);
  const clone = `${machine.root}-clone`;
  machine.git('clone', '--quiet', '.', clone);
  const act = 'npm install --no-fund && echo x >a.pyc && git add -f a.pyc && git commit -m bytecode';
  const { code, stderr } = machine.sh(`cd '${clone}' && ${act}`);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('    a.pyc\n') });
});

test('the set-up without Node blocks bytecode', () => {
  const block = BLOCKS.find(({ text }) => text.includes('cp pyc-guard/hooks/pre-commit .git/hooks'));
  const machine = new Machine();
  symlinkSync(PROJECT, machine.path('pyc-guard'));
  expect(machine.sh(block?.text ?? 'exit 9')).toMatchObject({ code: 0 });
  expect(machine.tracked()).toEqual(['m.py']);
  machine.ok('git', ['commit', '--quiet', '--message', 'untracked']);
  const { code } = machine.sh('echo x >a.pyc; git add -f a.pyc; git commit -m bytecode');
  expect(code).toBe(1);
});
