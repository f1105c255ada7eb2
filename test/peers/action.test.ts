import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { python } from '../helpers/python.ts';
import { GUARD, type Ran, TestRepo } from '../helpers/repo.ts';
import { PROJECT, scratchFolder } from '../helpers/scratch.ts';

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly shell?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const READ_YAML = 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)';

/** Runs a step's own script, with inputs put in where the expression language would. */
function runStep(repo: TestRepo, action: Action, id: string, inputs: Readonly<Record<string, string>>) {
  const found = action.runs.steps.find((step) => step.id === id);
  if (found?.run === undefined) throw new Error(`action.yml has no step ${id} that runs a script`);
  const temporary = scratchFolder();
  const context: Readonly<Record<string, string>> = { 'github.action_path': PROJECT };
  const fill = (text: string): string =>
    text.replace(/\$\{\{ (inputs\.([a-z-]+)|[a-z._]+) \}\}/g, (_, name: string, input?: string) => {
      const value = input === undefined ? context[name] : (inputs[input] ?? action.inputs[input]?.default);
      if (value === undefined) throw new Error(`action.yml speaks of ${name}, which is nothing`);
      return value;
    });
  const filled = Object.entries(found.env ?? {}).map(([name, value]) => [name, fill(value)]);
  const path = (name: string, content: string): string => {
    writeFileSync(join(temporary, name), content);
    return join(temporary, name);
  };
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_EVENT_PATH: path('event.json', '{}'),
    GITHUB_OUTPUT: path('output', ''),
    RUNNER_TEMP: temporary,
    ...Object.fromEntries(filled),
  };
  // as the runner starts a composite step's bash
  const ran: Ran = repo.run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', fill(found.run)], {
    env,
  });
  return { ...ran, outputs: readFileSync(env.GITHUB_OUTPUT, 'utf8') };
}

describe('action.yml', () => {
  let action: Action;
  let repo: TestRepo;

  beforeAll(() => {
    repo = new TestRepo();
    repo.write('pkg/__pycache__/m.cpython-313.pyc');
    repo.commitAll();
    const { stdout, stderr } = repo.run(python(), ['-c', READ_YAML], {
      input: readFileSync(join(PROJECT, 'action.yml')),
    });
    expect(stderr).toBe('');
    action = JSON.parse(stdout) as Action;
  });

  test('every input is explained and has a default', () => {
    for (const { default: preset, description } of Object.values(action.inputs)) {
      expect(typeof preset).toBe('string');
      expect(description).toMatch(/\.$/);
    }
  });

  test('no expression stands in a script, and foreign actions are pinned to a commit', () => {
    for (const { run, shell, uses } of action.runs.steps) {
      if (run !== undefined) expect(shell).toBe('bash');
      expect(run ?? '').not.toContain('${{');
      if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    }
  });

  test('the check finds what is tracked, annotates it and fails', () => {
    const { code, stdout } = runStep(repo, action, 'check', { path: GUARD });
    expect(code).toBe(1);
    expect(stdout).toContain('::error file=pkg/__pycache__/m.cpython-313.pyc,line=1,');
  });

  test('with sarif: true the file is there and named for the upload', () => {
    const { code, outputs } = runStep(repo, action, 'check', { path: GUARD, sarif: 'true' });
    const file = /^sarif-file=(.*)$/m.exec(outputs)?.[1] ?? '';
    expect(code).toBe(1);
    expect(JSON.parse(readFileSync(file, 'utf8')).runs[0].results).toHaveLength(1);
  });
});
