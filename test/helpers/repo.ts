import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import process from 'node:process';
import { PROJECT, scratchFolder, scrubbedEnv } from './scratch.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as bytes, for output that may not be UTF-8. */
  readonly bytes: Buffer;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** Who runs it; for root only. */
  readonly uid?: number;
  readonly gid?: number;
}

export const GUARD = join(PROJECT, 'dist', 'pyc-guard.js');

/** Milliseconds, after which a program counts as hanging and fails its test. */
const LONGEST_RUN = 300_000;

/** A real repository in a scratch folder, with an empty home beside it. */
export class TestRepo {
  readonly home: string;
  readonly root: string;

  /** @param initOptions - `null`: the folder stays empty */
  constructor(initOptions: readonly string[] | null = [], name = 'repo', parent?: string) {
    const folder = scratchFolder(parent);
    this.home = join(folder, 'home');
    this.root = join(folder, name);
    mkdirSync(this.home);
    mkdirSync(this.root);
    if (initOptions !== null) this.git('init', '--quiet', '--initial-branch=main', ...initOptions);
  }

  path(name: string): string {
    return join(this.root, name);
  }

  /** `path` as `clean` and reports print it: with slashes, on Windows too. */
  shown(name: string): string {
    return sep === '\\' ? this.path(name).replaceAll('\\', '/') : this.path(name);
  }

  run(program: string, args: readonly (string | Buffer)[], options: RunOptions = {}): Ran {
    const { status, stdout, stderr, error } = spawnSync(program, args as string[], {
      cwd: options.cwd ?? this.root,
      env: scrubbedEnv(this.home, options.env),
      input: options.input ?? '',
      ...(options.uid !== undefined && { uid: options.uid, gid: options.gid }),
      maxBuffer: 2 ** 30,
      // jest's own timeout cannot interrupt a synchronous call
      timeout: LONGEST_RUN,
      killSignal: 'SIGKILL',
    });
    if (error !== undefined) throw error;
    return { code: status, stdout: stdout.toString(), stderr: stderr.toString(), bytes: stdout };
  }

  /** Runs git. @throws if it fails */
  git(...args: string[]): string {
    const { code, stdout, stderr } = this.run('git', args);
    if (code !== 0) throw new Error(`git ${args.join(' ')} exited ${code}: ${stderr}${stdout}`);
    return stdout;
  }

  /** Runs git, which may fail. */
  tryGit(args: readonly string[], options?: RunOptions): Ran {
    return this.run('git', args, options);
  }

  /** Runs the built program. */
  guard(args: readonly string[], options?: RunOptions): Ran {
    return this.run(process.execPath, [GUARD, ...args], options);
  }

  /** Runs the built program with `--json` and parses its output. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read the document as a stranger would
  guardJson(args: readonly string[], options?: RunOptions): any {
    const { stdout, stderr } = this.guard(['--json', ...args], options);
    try {
      return JSON.parse(stdout);
    } catch (error) {
      throw new Error(`no JSON on stdout: ${stdout.slice(0, 300)}\nstderr: ${stderr}`, { cause: error });
    }
  }

  write(name: string, content: string | Uint8Array = 'content\n', mode?: number): void {
    this.writeBytes(Buffer.from(name), content);
    if (mode !== undefined) chmodSync(this.path(name), mode);
  }

  /** Writes a file whose name need not be UTF-8. */
  writeBytes(name: Buffer, content: string | Uint8Array = 'content\n'): void {
    const path = Buffer.concat([Buffer.from(`${this.root}/`), name]);
    mkdirSync(path.subarray(0, path.lastIndexOf('/')), { recursive: true });
    writeFileSync(path, content);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'latin1');
  }

  commitAll(message = 'a commit'): void {
    this.git('add', '--force', '--all');
    this.git('commit', '--quiet', '--no-verify', '--message', message);
  }

  /** The paths in the index as `git ls-files` prints them: unusual ones are quoted. */
  tracked(): string[] {
    return this.git('ls-files').split('\n').filter(Boolean);
  }

  /** Status lines, in git's short form. */
  status(...args: string[]): string[] {
    return this.git('status', '--short', ...args)
      .split('\n')
      .filter(Boolean);
  }
}

/** A copy of a repository, with a home of its own: on Windows it takes less time than to make one. */
export function copyOf(template: TestRepo): TestRepo {
  const repo = new TestRepo(null);
  cpSync(template.root, repo.root, { recursive: true, preserveTimestamps: true });
  return repo;
}

/**
 * Every file below a folder with type, mode and content, to compare before and after.
 *
 * @param ignore - names that are left out in every folder
 */
export function snapshot(folder: string, ignore: readonly string[] = []): Record<string, string> {
  const seen: Record<string, string> = {};
  const walk = (path: Buffer, shown: string): void => {
    for (const name of readdirSync(path, { encoding: 'buffer' })) {
      if (ignore.includes(name.toString('latin1'))) continue;
      const child = Buffer.concat([path, Buffer.from('/'), name]);
      const label = `${shown}/${name.toString('latin1')}`;
      const stats = lstatSync(child);
      const mode = (stats.mode & 0o7777).toString(8);
      if (stats.isSymbolicLink()) seen[label] = `link ${readlinkSync(child)}`;
      else if (stats.isDirectory()) {
        seen[label] = `folder ${mode}`;
        walk(child, label);
      } else seen[label] = `file ${mode} ${readFileSync(child, 'latin1')}`;
    }
  };
  walk(Buffer.from(folder), '');
  return seen;
}
