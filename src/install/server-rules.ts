import { outcome, type RuleOutcome, type Server, type ServerRule } from '../model/outcome.ts';
import type { Warning } from '../model/warnings.ts';

/** `word` in any letter case, as bracket sets: `[pP][yY]`. Neither server documents a match that ignores case. */
const anyCase = (word: string): string =>
  word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** Every way to write `word` in lower and upper case. */
const spellings = (word: string): string[] =>
  [...word].reduce<string[]>(
    (all, letter) => all.flatMap((start) => [`${start}${letter}`, `${start}${letter.toUpperCase()}`]),
    [''],
  );

const PYCACHE = anyCase('__pycache__');
const PY_CLASS = anyCase('py.class');

/**
 * A push ruleset: the body of `POST /repos/{owner}/{repo}/rulesets`.
 *
 * Paths are matched by Ruby's `File.fnmatch` with `FNM_PATHNAME`, in which a wildcard does not match a
 * dot at the beginning of a name; extensions are spelled out, since for them no sets are documented.
 * https://docs.github.com/rest/repos/rules#create-a-repository-ruleset
 */
const github = (): ServerRule => ({
  server: 'github',
  request: 'POST /repos/{owner}/{repo}/rulesets',
  apply: 'pyc-guard rules github | gh api --method POST repos/{owner}/{repo}/rulesets --input -',
  body: {
    name: 'No Python bytecode (pyc-guard)',
    target: 'push',
    enforcement: 'active',
    rules: [
      {
        type: 'file_path_restriction',
        parameters: {
          restricted_file_paths: [
            `**/${PYCACHE}/**/*`,
            `**/${PYCACHE}/**/.*`,
            `**/*$${PY_CLASS}`,
            `**/.*$${PY_CLASS}`,
            '**/.[pP][yY][cCoO]', // a name, not an extension
          ],
        },
      },
      {
        type: 'file_extension_restriction',
        parameters: {
          restricted_file_extensions: [...spellings('pyc'), ...spellings('pyo')].map((each) => `*.${each}`),
        },
      },
    ],
  },
});

const GITHUB_WARNINGS: readonly Warning[] = [
  {
    code: 'server-plan',
    message:
      'GitHub takes push rulesets for private and internal repositories on the Team plan or above, not for public ones; they apply to the whole fork network',
  },
  {
    code: 'no-allowed-paths',
    message:
      'a push ruleset does not read .gitattributes, so files that it allows are refused too; add those who push test fixtures to bypass_actors',
  },
  {
    code: 'removals-refused',
    message:
      'GitHub restricts changes to a path, and a removal may count as one: run `pyc-guard fix` and push that first, then create the ruleset',
  },
  {
    code: 'hidden-folders',
    message:
      'a wildcard does not match a folder whose name begins with a dot: in .venv/ and the like only *.pyc and *.pyo are sure to be refused',
  },
];

/**
 * A push rule: the body of `PUT /projects/:id/push_rule` (`POST` where the project has none yet). The
 * expression is RE2 and may be 511 characters long.
 * https://docs.gitlab.com/api/project_push_rules/
 */
const gitlab = (): ServerRule => ({
  server: 'gitlab',
  request: 'PUT /projects/:id/push_rule',
  apply:
    'pyc-guard rules gitlab | curl --request PUT --header "PRIVATE-TOKEN: …" --json @- https://gitlab.example.com/api/v4/projects/ID/push_rule',
  body: { file_name_regex: `\\.[pP][yY][cCoO]$|\\$${PY_CLASS.replace('.', '\\.')}$|(^|/)${PYCACHE}/` },
});

const GITLAB_WARNINGS: readonly Warning[] = [
  {
    code: 'server-plan',
    message: 'GitLab has push rules in the Premium and Ultimate tiers',
  },
  {
    code: 'no-allowed-paths',
    message:
      'a push rule does not read .gitattributes and RE2 has no exceptions, so new files that it allows are refused too',
  },
  {
    code: 'changes-pass',
    message:
      'GitLab looks at the names of new files only: a change to a cache file that is tracked already passes, as does its removal',
  },
  {
    code: 'one-expression',
    message: 'a project has only one such expression: join the one it has to file_name_regex with a |',
  },
];

/** The rule in a server's own language, and everything in which it differs from the hook. */
export const serverRule = (server: Server): { rule: ServerRule; warnings: readonly Warning[] } =>
  server === 'github'
    ? { rule: github(), warnings: GITHUB_WARNINGS }
    : { rule: gitlab(), warnings: GITLAB_WARNINGS };

/** The rule for a server; what its language can't say comes as warnings. Needs no repository. */
export const rules = (server: Server): RuleOutcome => ({
  ...outcome<'rules'>({ summary: {} }),
  ...serverRule(server),
});
