import type { FindingCode, Severity } from '../model/findings.ts';

/** What a finding code means, for a reader who has never heard of it. */
export interface Rule {
  /** The usual severity; a finding's own severity overrides it. */
  readonly severity: Severity;
  /** One sentence: what was found. */
  readonly what: string;
  /** Why that matters. */
  readonly why: string;
  /** What to do; commands are in backquotes. */
  readonly remedy: string;
  /** Where it is explained at length. */
  readonly link: string;
}

const CACHES = 'https://docs.python.org/3/tutorial/modules.html#compiled-python-files';
const PYCACHE = 'https://peps.python.org/pep-3147/';
const PYC_FORMAT = 'https://peps.python.org/pep-0552/';
const GITIGNORE = 'https://git-scm.com/docs/gitignore';
const GITHOOKS = 'https://git-scm.com/docs/githooks';
const UNREVIEWED = 'Python runs bytecode instead of the source that was reviewed.';
const REMOVE = 'Remove it from git with `pyc-guard fix`, and find out where it came from.';

/** Every finding code, explained. */
export const RULES: Readonly<Record<FindingCode, Rule>> = {
  'cache-file': {
    severity: 'error',
    what: 'A Python cache file is in git.',
    why: 'Bytecode is made anew on every machine, changes in every commit, gives away paths and secrets, and Python may run it instead of the source that was reviewed.',
    remedy:
      'Run `pyc-guard fix` to remove it from git and ignore it, or `pyc-guard allow PATTERN` if it is a test fixture.',
    link: CACHES,
  },
  stray: {
    severity: 'error',
    what: 'A file that is not bytecode is inside a __pycache__ directory.',
    why: 'Ignore rules for caches hide the whole directory, and tools that clean caches delete it.',
    remedy:
      'Move it out of the directory, remove it from git with `pyc-guard untrack --stray`, or allow it with `pyc-guard allow PATTERN`.',
    link: PYCACHE,
  },
  'ignore-missing': {
    severity: 'error',
    what: 'The ignore rules do not cover Python caches.',
    why: 'The next `git add` of a folder adds the caches in it.',
    remedy: 'Run `pyc-guard ignore`.',
    link: GITIGNORE,
  },
  'ignore-negated': {
    severity: 'warning',
    what: 'An exception (`!`) overrides the ignore rules for Python caches.',
    why: 'What it lets through is added with the next `git add` of its folder.',
    remedy: 'Run `pyc-guard ignore --repair`, or allow test fixtures with `pyc-guard allow PATTERN`.',
    link: GITIGNORE,
  },
  'ignore-ineffective': {
    severity: 'warning',
    what: 'An ignore line looks as if it should match Python caches, but it matches nothing.',
    why: 'People who read it think that caches are ignored.',
    remedy: 'Run `pyc-guard ignore`, which adds lines that work; this one does no harm.',
    link: GITIGNORE,
  },
  'ignore-unreadable': {
    severity: 'error',
    what: "Git can't read an ignore file as it was meant.",
    why: 'Lines in UTF-16, and a .gitignore that is a symbolic link, have no effect.',
    remedy: 'Save the file as UTF-8 in its own place, then run `pyc-guard ignore`.',
    link: GITIGNORE,
  },
  'hook-absent': {
    severity: 'error',
    what: 'The hook is not installed.',
    why: 'Nothing stops a commit that adds bytecode.',
    remedy: 'Run `pyc-guard install`.',
    link: GITHOOKS,
  },
  'hook-outdated': {
    severity: 'warning',
    what: 'The hook that is installed is of another version.',
    why: 'It may lack checks that this version has.',
    remedy: 'Run `pyc-guard install`.',
    link: GITHOOKS,
  },
  'hook-foreign': {
    severity: 'error',
    what: 'The hook belongs to another tool, and the pyc-guard hook does not run.',
    why: 'Nothing stops a commit that adds bytecode.',
    remedy: 'Run `pyc-guard install`, which keeps the other hook running.',
    link: GITHOOKS,
  },
  'hook-disabled': {
    severity: 'error',
    what: 'The hook is switched off.',
    why: 'A setting or an environment variable keeps it from running.',
    remedy: 'Remove the setting that is named.',
    link: 'https://git-scm.com/docs/git-hook',
  },
  'hook-not-executable': {
    severity: 'error',
    what: "The hook file can't be executed.",
    why: 'Git passes over hooks without the executable bit.',
    remedy: 'Run `pyc-guard install`.',
    link: GITHOOKS,
  },
  'hook-not-run': {
    severity: 'error',
    what: 'The hook is there, but git does not run it.',
    why: 'Git looks for hooks elsewhere, or this git does not know hooks of this kind.',
    remedy: 'Run `pyc-guard install`.',
    link: 'https://git-scm.com/docs/git-config#Documentation/git-config.txt-corehooksPath',
  },
  'hook-cannot-start': {
    severity: 'error',
    what: 'The system can not start a hook of your own.',
    why: 'Git then stops every commit or push for which it would run.',
    remedy: 'Install the program that is named, correct the first line of the hook, or delete the hook.',
    link: GITHOOKS,
  },
  'index-flag': {
    severity: 'warning',
    what: 'A tracked cache file is marked assume-unchanged or skip-worktree.',
    why: 'The mark hides changes from `git status` while the file stays in every clone.',
    remedy: 'Run `pyc-guard fix`.',
    link: 'https://git-scm.com/docs/git-update-index',
  },
  'allow-unused': {
    severity: 'note',
    what: 'A -pyc-guard line in .gitattributes matches no cache file.',
    why: 'It would allow files that nobody has looked at yet.',
    remedy: 'Run `pyc-guard allow --remove PATTERN`.',
    link: 'https://git-scm.com/docs/gitattributes',
  },
  'allow-all': {
    severity: 'warning',
    what: 'A line of an attributes file allows Python caches everywhere.',
    why: 'No cache that it matches is ever blocked or found.',
    remedy: 'Name only the files that are meant: `pyc-guard allow "tests/fixtures/**"`.',
    link: 'https://git-scm.com/docs/gitattributes',
  },
  'allow-uncommitted': {
    severity: 'warning',
    what: 'A line allows files in this clone that every other clone blocks.',
    why: 'It is not committed, lies in a file that is not shared, or differs in case from the path.',
    remedy: 'Commit .gitattributes together with what it allows.',
    link: 'https://git-scm.com/docs/gitattributes',
  },
  secret: {
    severity: 'error',
    what: 'Bytecode contains what looks like a secret.',
    why: 'Everybody who can read the repository can read the constants of the source in it.',
    remedy:
      'Revoke and replace the secret where it was issued, then run `pyc-guard fix`; `pyc-guard history` shows what has to be rewritten.',
    link: 'https://cwe.mitre.org/data/definitions/798.html',
  },
  'path-leak': {
    severity: 'warning',
    what: 'Bytecode contains paths of the machine it was made on.',
    why: 'They show user names, folders and the layout of that machine.',
    remedy: 'Run `pyc-guard fix`.',
    link: 'https://cwe.mitre.org/data/definitions/200.html',
  },
  'unchecked-hash': {
    severity: 'error',
    what: 'Bytecode says that Python must never compare it with its source.',
    why: `${UNREVIEWED} Whatever the source says, this is what is executed.`,
    remedy: REMOVE,
    link: PYC_FORMAT,
  },
  'hash-mismatch': {
    severity: 'error',
    what: 'The source hash that bytecode records is not that of its source.',
    why: `${UNREVIEWED} This was not made from the source beside it.`,
    remedy: REMOVE,
    link: PYC_FORMAT,
  },
  'foreign-names': {
    severity: 'error',
    what: 'Bytecode uses names that its source does not have.',
    why: `${UNREVIEWED} This was made from another source, however its header looks.`,
    remedy: REMOVE,
    link: PYC_FORMAT,
  },
  sourceless: {
    severity: 'error',
    what: 'Bytecode lies where Python imports it without any source.',
    why: `${UNREVIEWED} Here there is none to review.`,
    remedy: REMOVE,
    link: PYCACHE,
  },
  shadowing: {
    severity: 'error',
    what: 'Bytecode is imported instead of another module.',
    why: `${UNREVIEWED} It takes the place of a module of the same name.`,
    remedy: REMOVE,
    link: 'https://docs.python.org/3/reference/import.html',
  },
  'renamed-bytecode': {
    severity: 'error',
    what: 'A file of another name is Python bytecode.',
    why: `${UNREVIEWED} A name that says nothing of bytecode does not stop it.`,
    remedy: 'Remove it from git with `git rm --cached FILE`, and find out where it came from.',
    link: PYCACHE,
  },
  'trailing-data': {
    severity: 'error',
    what: 'Bytecode is followed by data that Python never reads.',
    why: 'Something was hidden behind the code, where no tool for Python looks.',
    remedy: REMOVE,
    link: PYC_FORMAT,
  },
  'not-deleted': {
    severity: 'error',
    what: 'A file that was to be deleted is still there.',
    why: 'Without the right to write in its folder, or while it is in use, nothing can delete it.',
    remedy: 'Fix what the message names, then run `pyc-guard clean` again.',
    link: CACHES,
  },
};
