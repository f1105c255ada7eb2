import { describe, test } from '@jest/globals';
import { expectGolden } from '../helpers/golden.ts';
import { plainFolder } from '../helpers/plain-folder.ts';
import { plant } from '../helpers/planted.ts';
import { readCase } from '../helpers/pyc-fixtures.ts';
import { type Ran, TestRepo } from '../helpers/repo.ts';
import { PROJECT } from '../helpers/scratch.ts';

const CACHE = 'shop/__pycache__/cart.cpython-311.pyc';
const SETTINGS = 'shop/__pycache__/settings.cpython-311.pyc';
const STAMP = { GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z', GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z' };

/** What a person types and sees, with what differs from run to run left out. */
class Terminal {
  #text = '';
  readonly #repo: TestRepo;

  constructor(repo: TestRepo) {
    this.#repo = repo;
  }

  guard(...args: string[]): this {
    return this.#say(`npx pyc-guard ${args.join(' ')}`.trim(), this.#repo.guard(args, { env: STAMP }));
  }

  git(...args: string[]): this {
    return this.#say(`git ${args.join(' ')}`, this.#repo.tryGit(args, { env: STAMP }));
  }

  write(name: string, content: string): this {
    this.#repo.write(name, content);
    return this;
  }

  #say(typed: string, { stdout, stderr, code }: Ran): this {
    const shown = (text: string): string =>
      text
        .replaceAll(this.#repo.root, '/repo')
        .replaceAll(this.#repo.home, '/home')
        .replaceAll(PROJECT, '/package');
    this.#text += `$ ${typed}\n${shown(stdout)}${stderr === '' ? '' : `--- stderr\n${shown(stderr)}`}--- exit code ${code}\n\n`;
    return this;
  }

  get text(): string {
    return this.#text;
  }
}

/** A repository in which caches were committed, one of them with secrets. */
function polluted(): TestRepo {
  const repo = new TestRepo();
  repo.write('shop/cart.py', 'total = 1\n');
  repo.write('shop/settings.py', 'key = 1\n');
  repo.write(CACHE, readCase('rich/cpython-311.pyc'));
  repo.write(SETTINGS, plant(readCase('planted/cpython-311.pyc')));
  repo.write('.gitignore', 'build/\n__pycache\n');
  repo.git('add', '--force', '--all');
  const made = repo.tryGit(['commit', '--quiet', '--no-verify', '--message', 'shop'], { env: STAMP });
  if (made.code !== 0) throw new Error(made.stderr);
  return repo;
}

function clean(): TestRepo {
  const repo = new TestRepo();
  repo.write('cart.py');
  repo.write('.gitignore', '__pycache__/\n*.py[cod]\n*$py.class\n');
  repo.commitAll();
  return repo;
}

describe('what a person sees', () => {
  const SCREENS: readonly (readonly [string, () => TestRepo, (at: Terminal) => Terminal])[] = [
    ['first-screen', polluted, (at) => at.guard()],
    ['first-screen-protected', clean, (at) => at.guard('install').guard()],
    ['install', polluted, (at) => at.guard('install', '-n').guard('install').guard('install')],
    ['install-fix', polluted, (at) => at.guard('install', '--fix')],
    ['uninstall', clean, (at) => at.guard('install').guard('uninstall').guard('uninstall')],
    ['check-staged', clean, (at) => at.guard('check').write(CACHE, 'x').git('add', '-f', '.').guard('check')],
    [
      'check-tracked',
      polluted,
      (at) =>
        at.guard('check', '--tracked').guard('check', '--tracked', '-v').guard('check', '--tracked', '-q'),
    ],
    [
      'check-range',
      polluted,
      (at) => at.git('branch', 'old').git('rm', '-rq', 'shop').guard('check', '--range', 'HEAD'),
    ],
    ['ignore', polluted, (at) => at.guard('ignore', '-n').guard('ignore').guard('ignore')],
    ['untrack', polluted, (at) => at.guard('untrack', '-n').guard('untrack').guard('untrack')],
    ['fix', polluted, (at) => at.guard('fix', '-n').guard('fix').guard('fix')],
    ['fix-commit', polluted, (at) => at.guard('fix', '--commit').git('log', '--oneline', '--format=%s')],
    [
      'clean',
      clean,
      (at) =>
        at.write('__pycache__/cart.cpython-311.pyc', 'x').guard('clean', '-n').guard('clean').guard('clean'),
    ],
    ['allow', polluted, (at) => at.guard('allow', 'shop/__pycache__/**').guard('check', '--tracked')],
    ['doctor', polluted, (at) => at.guard('doctor')],
    ['inspect', polluted, (at) => at.guard('inspect', SETTINGS)],
    ['history', polluted, (at) => at.guard('history')],
    ['history-none', clean, (at) => at.guard('history')],
    ['rules', clean, (at) => at.guard('rules', 'github').guard('rules', 'gitlab')],
    [
      'blocked-commit',
      clean,
      (at) => at.guard('install').write(CACHE, 'x').git('add', '-f', '.').git('commit', '-m', 'Oops'),
    ],
    [
      'errors',
      clean,
      (at) =>
        at
          .guard('instal')
          .guard('check', '--trakced')
          .guard('check', '--range', 'nowhere..HEAD')
          .guard('-C', 'nowhere', 'check')
          .guard('inspect', 'nowhere.pyc')
          .guard('allow'),
    ],
    [
      'help',
      clean,
      (at) =>
        [
          [],
          ...['install', 'uninstall', 'check', 'ignore', 'untrack', 'fix', 'clean', 'allow', 'doctor'],
          ...['inspect', 'history', 'rules'],
        ].reduce((seen, command) => seen.guard(...[command].flat(), '--help'), at),
    ],
  ];

  test.each(SCREENS)('%s is as the golden file has it', (name, arrange, act) => {
    expectGolden(name, act(new Terminal(arrange())).text);
  });

  test('outside a repository each command says so', () => {
    const folder = plainFolder();
    const text = ['check', 'install', 'fix', 'doctor']
      .map((command) => {
        const { stderr, code } = folder.guard([command]);
        return `$ npx pyc-guard ${command}\n${stderr.replaceAll(folder.root, '/folder')}--- exit code ${code}\n`;
      })
      .join('\n');
    expectGolden('no-repository', text);
  });
});
