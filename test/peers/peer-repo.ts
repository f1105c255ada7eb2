import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, type RunOptions, TestRepo } from '../helpers/repo.ts';
import { pathWith, type TestGit } from './gits.ts';

/** What came of an attempt, and how often and with what `theirs` was run in it. */
export interface Attempt {
  readonly code: number | null;
  /** Whether our gate stopped it. */
  readonly blocked: boolean;
  readonly theirs: string;
}

/** Tells on itself, and ends as the file `status` in HOME says: stands for what a team's hook runs. */
export const THEIRS = `#!/bin/sh
{ printf '%s' "$#"; for arg; do printf ' [%s]' "$arg"; done; echo " \${GIT_INDEX_FILE-}"; } >>"$HOME/ran"
exit "$(cat "$HOME/status")"
`;

/** What a person has configured for all repositories, as `git config --global` takes it. */
export type UserConfig = Readonly<Record<string, string>>;

/** A repository on a machine that has one git, with `theirs` in it and branches to merge. */
export class PeerRepo extends TestRepo {
  machine: string | undefined;

  /** @param origin - what it is a clone of; without one it is made */
  constructor(git: TestGit, origin?: string, config: UserConfig = {}) {
    super();
    this.machine = pathWith(git);
    this.theirsEnd(0);
    for (const [key, value] of Object.entries(config)) this.git('config', '--global', key, value);
    this.git('config', '--global', 'maintenance.auto', 'false'); // it goes on in the background
    if (origin === undefined) this.#fill();
    else this.#clone(origin);
  }

  #clone(origin: string): void {
    rmSync(this.path('.git'), { recursive: true });
    this.git('clone', '--quiet', origin, '.');
    for (const name of ['side.py', 'side.pyc']) this.git('branch', '--quiet', name, `origin/${name}`);
  }

  #fill(): void {
    this.write('m.py');
    this.write('theirs', THEIRS, 0o755);
    this.write('.gitignore', '__pycache__/\n*.py[cod]\n*$py.class\n');
    this.commitAll();
    for (const name of ['side.py', 'side.pyc']) {
      this.git('checkout', '--quiet', '-b', name, 'main');
      this.write(name);
      this.commitAll();
    }
    this.git('checkout', '--quiet', 'main');
    this.write('m.py', 'moved on\n');
    this.commitAll();
  }

  override run(program: string, args: readonly (string | Buffer)[], options: RunOptions = {}): Ran {
    const env = this.machine === undefined ? {} : { PATH: this.machine };
    return super.run(program, args, { ...options, env: { ...env, ...options.env } });
  }

  /** A line for the shell, which must succeed. */
  shell(line: string): void {
    const { code, stdout, stderr } = this.run('sh', ['-c', line]);
    if (code !== 0) throw new Error(`${line} exited ${code}: ${stderr}${stdout}`);
  }

  theirsEnd(status: number): void {
    writeFileSync(join(this.home, 'status'), `${status}\n`);
  }

  /** What `theirs` has told since it was asked last. */
  told(): string {
    const file = join(this.home, 'ran');
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    } finally {
      rmSync(file, { force: true });
    }
  }

  /** Tries to commit one new file, and takes the commit back. */
  tryCommit(name: string, theirStatus = 0): Attempt {
    return this.#attempt(name, theirStatus, () => {
      this.write(name, 'new\n');
      this.git('add', '--force', name);
      return this.tryGit(['commit', '--quiet', '--message', 'a try']);
    });
  }

  /** Tries to merge the branch of that name, and takes the merge back. */
  tryMerge(branch: string, theirStatus = 0): Attempt {
    return this.#attempt(branch, theirStatus, () =>
      this.tryGit(['merge', '--quiet', '--no-ff', '--no-edit', branch]),
    );
  }

  /** Runs the hook file that git would run, with arguments. */
  runHook(event: string, args: readonly string[], theirStatus: number): Attempt {
    const folder = this.git('rev-parse', '--git-path', 'hooks').trim();
    return this.#attempt('none', theirStatus, () => this.run(join(this.root, folder, event), args));
  }

  #attempt(name: string, theirStatus: number, act: () => Ran): Attempt {
    const start = this.git('rev-parse', 'HEAD').trim();
    this.theirsEnd(theirStatus);
    this.told();
    const { code, stdout, stderr } = act();
    this.theirsEnd(0);
    this.git('reset', '--quiet', start);
    rmSync(this.path(name), { force: true });
    return {
      code,
      blocked: `${stdout}${stderr}`.includes('pyc-guard: this commit holds'),
      theirs: this.told(),
    };
  }
}
