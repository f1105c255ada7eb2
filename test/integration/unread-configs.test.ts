import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';
import { PROJECT } from '../helpers/scratch.ts';

const HOOK_FILE = join(PROJECT, 'hooks', 'pre-commit');

const SCRIPT = 'node_modules/pyc-guard/hooks/pre-commit';

/** Hook files as the managers write them, as far as they are known by, and configurations that may run ours. */
const ROWS = [
  {
    name: 'hk, whose configuration is a program',
    hook: 'exec hk run pre-commit "$@"\n',
    files: { 'hk.pkl': `hooks { ["pre-commit"] { steps { ["ours"] { check = "sh ${SCRIPT}" } } } }\n` },
    says: /^may run pyc-guard, but doctor can't read Pkl: stage a file/,
  },
  {
    name: 'hk that does not name pyc-guard',
    hook: 'exec hk run pre-commit "$@"\n',
    files: { 'hk.pkl': 'hooks {}\n' },
    says: /does not run the pyc-guard hook/,
  },
  {
    name: 'lefthook with a configuration from elsewhere',
    hook: 'call_lefthook run "pre-commit" "$@"\n',
    files: { 'lefthook.yml': 'remotes: [{git_url: https://example.com/team}]\n' },
    says: /^may run pyc-guard, but doctor does not read all that lefthook takes from `remotes`/,
  },
  {
    name: 'lefthook that extends a file that is not there',
    hook: 'call_lefthook run "pre-commit" "$@"\n',
    files: { 'lefthook.yml': 'extends: [/nowhere/hooks.yml]\n' },
    says: /^may run pyc-guard, but doctor does not read all that lefthook takes from `extends`/,
  },
];

test.each(ROWS)('doctor does not call a repository protected by what it cannot read: $name', (row) => {
  const repo = new TestRepo();
  repo.write('.gitignore', 'node_modules\n__pycache__/\n*.py[cod]\n*$py.class\n');
  repo.write('.git/hooks/pre-commit', `#!/bin/sh\n${row.hook}`, 0o755);
  for (const [name, text] of Object.entries(row.files)) repo.write(name, text);
  repo.write(SCRIPT, '');
  const { exitCode, findings } = repo.guardJson(['doctor']);
  expect(exitCode).toBe(1);
  expect(findings[0]).toMatchObject({ code: 'hook-foreign', message: expect.stringMatching(row.says) });
});

test('doctor believes overcommit for commits, and says that it runs nothing at merges', () => {
  const repo = new TestRepo();
  repo.write('.gitignore', 'node_modules\n__pycache__/\n*.py[cod]\n*$py.class\n');
  repo.write('.git/hooks/pre-commit', '#!/bin/sh\n# Entrypoint for Overcommit hook\n', 0o755);
  const config = `PreCommit:\n  PycGuard:\n    enabled: true\n    command: [sh, ${SCRIPT}]\n`;
  repo.write('.overcommit.yml', config);
  const { stdout: missing } = repo.guard(['doctor']);
  expect(missing).toContain(`starts ${SCRIPT}, which is not there`);
  repo.run('sh', ['-c', `mkdir -p node_modules/pyc-guard/hooks && cp '${HOOK_FILE}' ${SCRIPT}`]);
  expect(repo.guardJson(['doctor']).findings).toMatchObject([
    { code: 'hook-absent', message: expect.stringContaining('pre-merge-commit') },
  ]);
});
