// The step of action.yml: finds out which commits the event is about, and has pyc-guard check those.
// What the event says goes to programs as arguments, never through a shell.
import { spawnSync } from 'node:child_process';
import { accessSync, appendFileSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import process from 'node:process';

const { env } = process;
const input = (name) => env[`PYC_GUARD_ACTION_${name}`] ?? '';
const temporary = env.RUNNER_TEMP ?? '.';

/** Ends the step with exit code 2, as the program ends where it cannot work. */
class Refusal extends Error {}

/** @returns the exit code of the step */
function main() {
  const range = input('RANGE') || rangeOfEvent();
  if (range === null) return 0;
  if (/\s/.test(range)) throw new Refusal(`this is no range of commits: ${range}`);
  setOutput('range', range);
  const what = range === '' ? ['--tracked'] : [`--range=${range}`];
  const options = ['format', 'output'].flatMap((name) => {
    const value = input(name.toUpperCase());
    return value === '' ? [] : [`--${name}=${value}`];
  });
  const exitCode = check([...what, ...options]);
  if (input('SARIF') !== 'true') return exitCode;
  const file = join(temporary, 'pyc-guard.sarif');
  // code scanning closes every alert that the upload lacks, so the upload has to cover all tracked files
  const whole = check(['--tracked', '--format=sarif', `--output=${file}`, '--quiet']);
  if (whole > 1) return Math.max(exitCode, whole);
  setOutput('sarif-file', file);
  return exitCode;
}

/**
 * The commits that the event brings, as `A..B`: empty where it names none, so that everything tracked
 * is checked; `null` where there is nothing to check.
 * https://docs.github.com/actions/reference/events-that-trigger-workflows
 */
function rangeOfEvent() {
  const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
  if (event.pull_request) return between(event.pull_request.base.sha, event.pull_request.head.sha);
  if (event.merge_group) return between(event.merge_group.base_sha, event.merge_group.head_sha);
  if (env.GITHUB_EVENT_NAME === 'push') return rangeOfPush(event);
  annotate('notice', `${env.GITHUB_EVENT_NAME} names no commits: everything that is tracked is checked`);
  return '';
}

function rangeOfPush({ before, after, ref, repository }) {
  if (isNone(after)) {
    annotate('notice', `${ref} was deleted: there is nothing to check`);
    return null;
  }
  const wasReplaced = !isNone(before) && !isHere(before) && !isShallow();
  if (!isNone(before) && !wasReplaced) return between(before, after);
  const main = repository.default_branch;
  const base = ref === `refs/heads/${main}` ? null : commitOf(`refs/remotes/origin/${main}`);
  const why = wasReplaced ? `what ${ref} was before is gone` : `${ref} is new`;
  if (base === null) {
    annotate('notice', `${why}: everything that is tracked is checked`);
    return '';
  }
  annotate('notice', `${why}: every commit that is not on ${main} is checked`);
  return between(base, after);
}

function between(from, to) {
  if (isShallow()) {
    throw new Refusal(
      'this checkout is shallow, so the commits to check are not all here\nGive actions/checkout "fetch-depth: 0".',
    );
  }
  for (const commit of [from, to]) {
    if (isHere(commit)) continue;
    throw new Refusal(
      `commit ${commit} is not in this checkout\nGive actions/checkout "fetch-depth: 0", and let the workflow run on pull_request, not on pull_request_target.`,
    );
  }
  return `${from}..${to}`;
}

const isNone = (commit) => /^0+$/.test(commit);
const isHere = (commit) => commitOf(commit) !== null;
const isShallow = () => git('rev-parse', '--is-shallow-repository').stdout === 'true';

/** The commit that a name stands for, or `null`. */
function commitOf(name) {
  const { status, stdout } = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
  return status === 0 ? stdout : null;
}

/** Keeps git from starting a program that a configuration names; a part of what src/git/environment.ts sets. */
const SAFE = ['-c', 'core.fsmonitor=', '-c', 'safe.bareRepository=explicit'];

/** Searches only absolute folders of PATH outside the checkout, since a pull request can contain a `git`. */
function findGit() {
  const windows = process.platform === 'win32';
  const absolute = windows ? /^"?(?:[a-z]:[\\/]|[\\/]{2})/i : /^\//;
  const checkout = `${realpathSync(env.GITHUB_WORKSPACE ?? process.cwd())}${sep}`;
  const isProgram = (file) => {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile() && !realpathSync(file).startsWith(checkout);
    } catch {
      return false;
    }
  };
  const program = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => absolute.test(folder))
    .map((folder) => join(folder.replaceAll('"', ''), windows ? 'git.exe' : 'git'))
    .find(isProgram);
  if (program === undefined) throw new Refusal('git was not found on PATH');
  return program;
}

let program;

function git(...args) {
  program ??= findGit();
  const { status, stdout, stderr, error } = spawnSync(program, [...SAFE, ...args], {
    encoding: 'utf8',
    env: { ...env, GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' },
  });
  if (error) throw new Refusal(`git could not be started (${error.code})`);
  if (status !== 0 && stderr !== '') throw new Refusal(`git ${args[0]} failed: ${stderr.trim()}`);
  return { status, stdout: stdout.trim() };
}

function check(args) {
  const program = input('PROGRAM') || join(temporary, 'pyc-guard/node_modules/pyc-guard/dist/pyc-guard.js');
  const { status, error } = spawnSync(process.execPath, [program, 'check', ...args], { stdio: 'inherit' });
  if (error) throw error;
  return status ?? 2; // ended by a signal
}

/** A workflow command; `@actions/core` escapes data like this. */
function annotate(command, text) {
  const data = text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  process.stdout.write(`::${command} title=pyc-guard::${data}\n`);
}

function setOutput(name, value) {
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, `${name}=${value}\n`);
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  annotate('error', error.message);
  process.exitCode = 2;
}
