import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { type Ran, TestRepo } from '../helpers/repo.ts';
import { PROJECT, scratchFolder } from '../helpers/scratch.ts';

const NONE = '0'.repeat(40);

/** Stands in for the program: notes what it was asked, and ends as it is told. */
const STUB = `
import { appendFileSync } from 'node:fs';
appendFileSync(process.env.ASKED, process.argv.slice(2).join(' ') + '\\n');
process.exitCode = Number(process.env.ANSWER);
`;

interface Checkout {
  readonly repo: TestRepo;
  readonly cwd: string;
}

interface Step extends Ran {
  readonly asked: readonly string[];
  readonly outputs: readonly string[];
}

/** Runs the step as GitHub does: the event in a file, inputs in the environment, outputs to a file. */
function step(
  { repo, cwd }: Checkout,
  name: string,
  event: object,
  extra: Record<string, string> = {},
): Step {
  const temporary = scratchFolder();
  const file = (base: string, content = ''): string => {
    writeFileSync(join(temporary, base), content);
    return join(temporary, base);
  };
  const env = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event)),
    GITHUB_OUTPUT: file('output'),
    RUNNER_TEMP: temporary,
    PYC_GUARD_ACTION_PROGRAM: file('stub.mjs', STUB),
    ASKED: file('asked'),
    ANSWER: '0',
    ...extra,
  };
  const ran = repo.run(process.execPath, [join(PROJECT, 'scripts/action.mjs')], { env, cwd });
  const lines = (path: string): string[] => readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return { ...ran, asked: lines(env.ASKED), outputs: lines(env.GITHUB_OUTPUT) };
}

/** A clone in which main is two commits long and topic has one more. */
function cloned(...options: string[]) {
  const server = new TestRepo();
  const commit = (text: string): string => {
    server.write('file', text);
    server.commitAll();
    return server.git('rev-parse', 'HEAD').trim();
  };
  const [first, second] = [commit('1'), commit('2')];
  server.git('switch', '--quiet', '--create', 'topic');
  const topic = commit('3');
  const repo = new TestRepo();
  const url = `file://${server.root}`;
  repo.git('-c', 'protocol.file.allow=always', 'clone', '--quiet', ...options, url, 'checkout');
  return { repo, cwd: repo.path('checkout'), first, second, topic };
}

const push = (before: string, after: string, ref: string) => ({
  before,
  after,
  ref,
  repository: { default_branch: 'main' },
});
const pull = (base: string, head: string) => ({ pull_request: { base: { sha: base }, head: { sha: head } } });

describe('the step of the GitHub action', () => {
  const checkout = cloned();
  const { first, second, topic } = checkout;

  test.each([
    ['pull_request', pull(second, topic), `${second}..${topic}`],
    ['merge_group', { merge_group: { base_sha: first, head_sha: topic } }, `${first}..${topic}`],
    ['push', push(first, second, 'refs/heads/main'), `${first}..${second}`],
  ])('on %s checks the commits that the event brings', (name, event, range) => {
    const { code, asked, outputs } = step(checkout, name, event);
    expect({ code, asked, outputs }).toEqual({
      code: 0,
      asked: [`check --range=${range}`],
      outputs: [`range=${range}`],
    });
  });

  test('a new branch is checked from where it left the default branch', () => {
    const { asked, stdout } = step(checkout, 'push', push(NONE, topic, 'refs/heads/topic'));
    expect(asked).toEqual([`check --range=${second}..${topic}`]);
    expect(stdout).toContain('::notice title=pyc-guard::refs/heads/topic is new');
  });

  test('so is one that was replaced and whose old commits are gone', () => {
    const { asked, stdout } = step(checkout, 'push', push('1'.repeat(40), topic, 'refs/heads/topic'));
    expect(asked).toEqual([`check --range=${second}..${topic}`]);
    expect(stdout).toContain('what refs/heads/topic was before is gone');
  });

  test.each([
    ['the default branch is new', 'push', push(NONE, second, 'refs/heads/main')],
    ['the default branch was replaced', 'push', push('1'.repeat(40), second, 'refs/heads/main')],
    ['the event names no commits', 'workflow_dispatch', { repository: { default_branch: 'main' } }],
  ])('everything tracked is checked where %s', (_, name, event) => {
    const { code, asked, stdout } = step(checkout, name, event);
    expect(code).toBe(0);
    expect(asked).toEqual(['check --tracked']);
    expect(stdout).toMatch(/^::notice title=pyc-guard::.*everything that is tracked is checked\n$/);
  });

  test('a branch that was deleted leaves nothing to check', () => {
    const { code, asked } = step(checkout, 'push', push(topic, NONE, 'refs/heads/topic'));
    expect({ code, asked }).toEqual({ code: 0, asked: [] });
  });

  test.each([0, 1, 2, 3])('exit code %d of the program is that of the step', (answer) => {
    const { code } = step(checkout, 'pull_request', pull(second, topic), { ANSWER: String(answer) });
    expect(code).toBe(answer);
  });

  test('inputs are handed on; SARIF is written aside, of all that is tracked', () => {
    const { code, asked, outputs } = step(checkout, 'pull_request', pull(second, topic), {
      PYC_GUARD_ACTION_RANGE: 'v1..v2',
      PYC_GUARD_ACTION_FORMAT: 'junit',
      PYC_GUARD_ACTION_OUTPUT: 'a b.xml',
      PYC_GUARD_ACTION_SARIF: 'true',
      ANSWER: '1',
    });
    const [, sarifFile = ''] = outputs;
    expect(code).toBe(1);
    expect(sarifFile).toMatch(/^sarif-file=.*pyc-guard\.sarif$/);
    expect(asked).toEqual([
      'check --range=v1..v2 --format=junit --output=a b.xml',
      `check --tracked --format=sarif --output=${sarifFile.slice('sarif-file='.length)} --quiet`,
    ]);
  });

  test('a commit that is not in the checkout is refused, never passed over', () => {
    const { code, asked, stdout } = step(checkout, 'pull_request_target', pull(second, '2'.repeat(40)));
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
    expect(stdout).toMatch(/^::error title=pyc-guard::commit 2{40} is not in this checkout%0A/);
  });

  test('a shallow checkout is refused with what to do, but may be checked as it stands', () => {
    const shallow = cloned('--depth=1', '--branch=topic');
    const event = pull(shallow.second, shallow.topic);
    const { code, asked, stdout } = step(shallow, 'pull_request', event);
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
    expect(stdout).toContain('%0AGive actions/checkout "fetch-depth: 0".');
    expect(step(shallow, 'schedule', {}).asked).toEqual(['check --tracked']);
  });

  test('a range with a line end can not write outputs of its own', () => {
    const { code, outputs } = step(
      checkout,
      'push',
      {},
      { PYC_GUARD_ACTION_RANGE: 'a..b\nsarif-file=/etc/x' },
    );
    expect({ code, outputs }).toEqual({ code: 2, outputs: [] });
  });

  test('git failing stops the step', () => {
    const outside = new TestRepo();
    outside.write('.git/HEAD', 'broken');
    const { code, asked, stdout } = step(
      { repo: outside, cwd: outside.root },
      'pull_request',
      pull(first, second),
    );
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
    expect(stdout).toContain('::error title=pyc-guard::git rev-parse failed');
  });
});
