import { join } from 'node:path';
import { supportsConfigHooks } from '../git/config-hooks.ts';
import { gitsOnPath } from '../git/find-program.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { submodules } from '../git/submodules.ts';
import { gitVersion } from '../git/version.ts';
import { otherWorktrees } from '../git/worktrees.ts';
import { shownPath } from '../install/routes/hook-file.ts';
import { DEFAULT_EVENTS } from '../model/actions.ts';
import { toText } from '../model/byte-path.ts';
import { GuardError } from '../model/errors.ts';
import { exists, namesIn, readState } from '../model/files.ts';
import type { Finding } from '../model/findings.ts';
import type { Passed } from '../model/outcome.ts';
import { changeFolder, inOrder, shellQuote } from '../model/shell-quote.ts';
import type { System } from '../model/system.ts';
import type { Warning } from '../model/warnings.ts';
import { findSites, problem } from './hook-sites.ts';
import { type Examined, isGuarded } from './hooks.ts';
import { inertConfigs } from './inert-configs.ts';
import { pythonSettings } from './python-settings.ts';
import { type Survey, survey } from './survey.ts';

/** Whether other work trees, submodules, gits and CI are protected as well. */
export async function examineEnvironment(
  repo: Repository,
  found: Survey,
  env: System['env'],
): Promise<Examined & { warnings: Warning[] }> {
  const warnings: Warning[] = [];
  const skip = (root: string, { message }: GuardError): void => {
    const text = `${toText(shownPath(repo, root))} was not looked at: ${message}`;
    warnings.push({ code: 'not-examined', message: text });
  };
  const inside = await submodulesOf(repo, skip, warnings);
  const beside = await opened((await otherWorktrees(repo)).filter(exists), skip);
  const findings = [
    ...(await unguarded(repo, beside, found, '')),
    ...(await unguarded(repo, inside, found, ' --recurse-submodules')),
  ];
  const gits = await examineGits(repo, found);
  const passed: Passed[] = [...gits.passed];
  if (found.managers.length > 0) {
    passed.push({ area: 'surroundings', message: `hook managers here: ${found.managers.join(', ')}` });
  }
  passed.push(...pythonSettings(env).map((message) => ({ area: 'surroundings', message }) as const));
  return {
    findings: [...findings, ...gits.findings],
    passed,
    warnings: [...warnings, ...inertConfigs(repo, found), ...ciWarning(repo)],
  };
}

type Skip = (root: string, error: GuardError) => void;

/** The submodules. If they can't be read, that becomes a finding, so that everything else is still reported. */
async function submodulesOf(repo: Repository, skip: Skip, warnings: Warning[]): Promise<Repository[]> {
  try {
    return await submodules(repo, skip);
  } catch (error) {
    if (!(error instanceof GuardError && error.code === 'environment')) throw error;
    warnings.push({ code: error.code, message: `submodules were not looked at: ${error.message}` });
    return [];
  }
}

async function opened(roots: readonly string[], skip: Skip): Promise<Repository[]> {
  const repositories: Repository[] = [];
  for (const root of roots) {
    try {
      repositories.push(await openRepository(root));
    } catch (error) {
      if (!(error instanceof GuardError)) throw error;
      skip(root, error);
    }
  }
  return repositories;
}

async function unguarded(
  repo: Repository,
  others: readonly Repository[],
  { folder }: Survey,
  flags: string,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const other of others) {
    const { root } = other;
    const around = await survey(other);
    // all work trees share the default hooks folder, so it needs no second check
    if (around.folder.path === folder.path || (await isGuarded(other, around))) continue;
    const [site] = await findSites(other, 'pre-commit', around);
    const path = shownPath(repo, root);
    const fix =
      site?.problem?.fix === 'npx husky'
        ? inOrder([changeFolder(root), 'npx husky'])
        : `npx pyc-guard${flags === '' ? ` -C ${shellQuote(root)}` : ''} install${flags}`;
    const message = flags === '' ? 'is a work tree without the hook' : 'is a submodule without the hook';
    findings.push({ ...problem('hook-absent', path, message, fix), severity: 'warning' });
  }
  return findings;
}

/** Checks every git on PATH, since an older one silently ignores hooks in the configuration. */
async function examineGits(repo: Repository, found: Survey): Promise<Examined> {
  const all = gitsOnPath(repo.root);
  const programs = all.filter((program) => !isScript(program));
  const versions = await Promise.all(programs.map((program) => gitVersion(repo.root, program)));
  const names = [
    ...programs.map((program, i) => `${versions[i]} (${program})`),
    ...all.filter(isScript).map((program) => `of unknown version (${program})`),
  ];
  const viaConfig = [...found.settings.hooks, ...found.userSettings.hooks].some(({ events }) =>
    DEFAULT_EVENTS.some((event) => events.includes(event)),
  );
  const passed: Passed[] = [{ area: 'surroundings', message: `git ${names.join(', ')}` }];
  if (!viaConfig || !found.configHooks || (await isGuardedByFiles(repo, found)))
    return { findings: [], passed };
  const old: string[] = [];
  for (const program of programs) if (!(await supportsConfigHooks(repo.root, program))) old.push(program);
  const findings = old.map((program) => {
    const message = `${program} is older than 2.54 and ignores hooks in the configuration`;
    const finding = { code: 'hook-not-run', severity: 'warning', message } as const;
    // where it can start no hook file either, no command helps
    return found.canStart ? { ...finding, fix: 'npx pyc-guard install --via file' } : finding;
  });
  return { findings, passed };
}

/** A command script of Windows, whose version can't be asked for: Node starts none without a shell. */
const isScript = (program: string): boolean => /\.(?:cmd|bat)$/i.test(program);

/** Whether the hook is also in hook files, which every git runs. */
async function isGuardedByFiles(repo: Repository, found: Survey): Promise<boolean> {
  for (const event of DEFAULT_EVENTS) {
    const sites = await findSites(repo, event, found);
    if (!sites.some(({ via, guards }) => guards && via !== 'config')) return false;
  }
  return true;
}

/** The configuration files of CI services, from the documentation of each. */
const CI_FILES = [
  '.gitlab-ci.yml',
  'azure-pipelines.yml',
  'bitbucket-pipelines.yml',
  'Jenkinsfile',
  '.travis.yml',
];
const CI_FOLDERS = ['.github/workflows', '.circleci', '.forgejo/workflows', '.gitea/workflows', '.buildkite'];

/** Looks for a check in CI, since `--no-verify` skips hooks on a developer's machine. */
function ciWarning(repo: Repository): Warning[] {
  const inFolders = CI_FOLDERS.flatMap((folder) => {
    const path = join(repo.root, folder);
    return namesIn(path).map((name) => join(path, name));
  });
  const files = [...CI_FILES.map((name) => join(repo.root, name)), ...inFolders];
  const texts = files.flatMap((file) => {
    const state = readState(file);
    return state.type === 'file' ? [state.bytes.toString('latin1')] : [];
  });
  if (texts.length === 0 || texts.some((text) => text.includes('pyc-guard'))) return [];
  const message =
    'CI does not run pyc-guard: `npx pyc-guard check --tracked` there finds what was committed with --no-verify';
  return [{ code: 'no-ci-guard', message }];
}
