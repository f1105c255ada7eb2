import process from 'node:process';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { GUARD, TestRepo } from '../helpers/repo.ts';

const CACHE = 'pkg/__pycache__/m.cpython-311.pyc';

const GITHUB = { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push' };
const GITLAB = { CI: 'true', GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'main' };
const AZURE = { TF_BUILD: 'True', BUILD_SOURCEBRANCH: 'refs/heads/main' };
const JENKINS = { JENKINS_URL: 'https://ci.example.com/', BUILD_NUMBER: '7' };

describe('a bare check where nothing is staged', () => {
  let repo: TestRepo;

  beforeEach(() => {
    repo = new TestRepo();
    repo.write(CACHE);
    repo.commitAll();
  });

  test.each([
    ['GitHub Actions', GITHUB],
    ['GitLab', GITLAB],
    ['any other CI', { CI: '1' }],
    ['Azure Pipelines, which sets no CI', AZURE],
    ['Jenkins, which sets no CI', JENKINS],
  ])('in %s can not work, and names what to look at', (_, env) => {
    const { code, stderr, stdout } = repo.guard(['check', '--format', 'human'], { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^error: nothing is staged, so there is nothing to look at\nhint: .*--tracked.*--range/,
    );
    const report = repo.guardJson(['check'], { env });
    expect(report).toMatchObject({ exitCode: 2, error: { code: 'nothing-staged' } });
  });

  test.each([
    [['check', '--staged']],
    [['check', '--tracked']],
    [['check', '--range', 'HEAD']],
    [['check', 'pkg']],
    [['check', '--stdin']],
  ])('in CI, %j says what to look at, and that is looked at', (args) => {
    const { code } = repo.guard(args, { env: GITLAB, input: `${CACHE}\n` });
    expect(code).toBe(args.includes('--staged') ? 0 : 1);
  });

  test('in CI, with something staged, that is checked', () => {
    repo.write('m.py');
    repo.git('add', 'm.py');
    expect(repo.guardJson(['check'], { env: GITLAB })).toMatchObject({
      exitCode: 0,
      summary: { checked: 1 },
    });
  });

  test.each(['pre-commit', 'pre-push'])('in CI, but run by git as %s, passes', (event) => {
    repo.write(`.git/hooks/${event}`, `#!/bin/sh\nexec "${process.execPath}" "${GUARD}" check\n`, 0o755);
    const act =
      event === 'pre-commit'
        ? ['commit', '--quiet', '--allow-empty', '--message', 'x']
        : ['push', '--quiet', '.', 'HEAD:refs/heads/copy'];
    expect(repo.tryGit(act, { env: GITHUB })).toMatchObject({ code: 0 });
  });

  test('in CI, where the framework names commits, looks at those', () => {
    const env = { ...GITHUB, PRE_COMMIT_FROM_REF: 'HEAD', PRE_COMMIT_TO_REF: 'HEAD' };
    expect(repo.guardJson(['check'], { env })).toMatchObject({ exitCode: 0, summary: { commits: 0 } });
  });

  test.each([['check'], ['check', '--staged']])(
    'elsewhere, %s %s says that nothing was looked at',
    (...args) => {
      const { code, stdout, stderr } = repo.guard(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^nothing is staged.*nothing was looked at.*--tracked/);
      expect(repo.guardJson(['check']).warnings).toMatchObject([{ code: 'nothing-staged' }]);
    },
  );

  test('outside a repository, in CI, that is what is said', () => {
    const { stderr } = repo.guard(['check'], { cwd: repo.home, env: GITLAB });
    expect(stderr).toMatch(/repository/);
  });
});
