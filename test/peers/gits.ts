import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { npxFolder } from '../helpers/npx.ts';
import { PROJECT, scratchFolder } from '../helpers/scratch.ts';

/** A git to try things under. */
export interface TestGit {
  readonly version: string;
  /** Folder that holds this git and nothing else. */
  readonly folder: string;
  /** Its version as a number: 2054 for 2.54. */
  readonly number: number;
  /** Whether it runs hooks from its configuration (2.54 and later). */
  readonly configHooks: boolean;
}

const PATH = (process.env.PATH ?? '').split(delimiter).filter(existsSync);

/** The git of this machine, by itself. */
function systemGit(): string {
  const folder = scratchFolder();
  const found = PATH.map((each) => join(each, 'git')).find(existsSync);
  if (found === undefined) throw new Error('no git on PATH');
  symlinkSync(found, join(folder, 'git'));
  return folder;
}

function describeGit(folder: string): TestGit {
  const { stdout } = spawnSync(join(folder, 'git'), ['--version'], { encoding: 'utf8' });
  const [version = '', major, minor] = /(\d+)\.(\d+)\.\d+/.exec(stdout) ?? [];
  if (version === '') throw new Error(`no git in ${folder}`);
  const number = Number(major) * 1000 + Number(minor);
  return { version, folder, number, configHooks: number >= 2054 };
}

const named = (process.env.PYC_GUARD_TEST_GITS ?? '').split(delimiter).filter(Boolean);

/** This machine's git first, then those that PYC_GUARD_TEST_GITS names; each version once. */
export const GITS: readonly TestGit[] = [systemGit(), ...named]
  .map(describeGit)
  .filter(({ version }, i, all) => all.findIndex((each) => each.version === version) === i);

/** Every program of this machine but git, so that the git under test is the only one there. */
function allButGit(): string {
  const folder = scratchFolder();
  const seen = new Set(['npx']);
  for (const from of PATH) {
    for (const name of readdirSync(from)) {
      if (name.startsWith('git') || seen.has(name)) continue;
      seen.add(name);
      symlinkSync(join(from, name), join(folder, name));
    }
  }
  return folder;
}

const others = [npxFolder(), join(PROJECT, 'test', 'peers', 'node_modules', '.bin'), allButGit()];

/** PATH of a machine with these gits and no others. */
export const pathWith = (...gits: readonly TestGit[]): string =>
  [...gits.map(({ folder }) => folder), ...others].join(delimiter);
