import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestRepo } from './repo.ts';
import { scratchFolder } from './scratch.ts';

/** Variables of git-config(1) that name a program for git to run. `<…>` and `*` are any name. */
const PROGRAMS: readonly string[] = [
  'core.alternateRefsCommand core.askPass core.editor core.fsmonitor core.gitProxy core.pager core.sshCommand',
  'browser.<tool>.cmd browser.<tool>.path credential.helper',
  'diff.<driver>.command diff.<driver>.textconv diff.external diff.guitool diff.tool',
  'difftool.<tool>.cmd difftool.<tool>.path filter.<driver>.clean filter.<driver>.smudge',
  'gc.recentObjectsHook gpg.program gpg.<format>.program gpg.ssh.defaultKeyCommand guitool.<name>.cmd',
  'help.browser instaweb.browser instaweb.httpd interactive.diffFilter',
  'man.<tool>.cmd man.<tool>.path man.viewer merge.<driver>.driver merge.guitool merge.tool',
  'mergetool.<tool>.cmd mergetool.<tool>.path pager.<cmd> remote.<name>.receivepack',
  'remote.<name>.uploadpack remote.<name>.vcs sendemail.ccCmd sendemail.headerCmd sendemail.toCmd',
  'sendemail.tocmd sendemail.smtpServer sendemail.sendmailCmd sequence.editor',
  'tar.<format>.command trailer.<alias>.cmd trailer.<key-alias>.cmd trailer.<token>.command trailer.<key-alias>.command trailer.<keyAlias>.cmd trailer.<keyAlias>.command',
  'uploadpack.packObjectsHook web.browser hook.<name>.command hook.<friendly-name>.command',
].flatMap((line) => line.split(' '));

/** Variables that name a folder of programs or another configuration file; each is set by hand below. */
const INDIRECT: readonly string[] = [
  ...[
    'alias.*',
    'alias.*.command',
    'core.hooksPath',
    'core.attributesFile',
    'include.path',
    'includeIf.<condition>.path',
  ],
  ...['init.templateDir', 'submodule.<name>.update', 'url.<base>.insteadOf'],
  ...['trace2.eventTarget', 'trace2.normalTarget', 'trace2.perfTarget'],
];

/** Names that could be of variables that name a program. */
const SUSPICIOUS =
  /(?:command|cmd|program|hook|editor|pager|helper|textconv|external|driver|clean|smudge|process|askpass|viewer|browser|tool|fsmonitor|proxy|httpd|uploadpack|receivepack|filter|server|vcs|alias\.\*)$/i;

/** Suspicious names of variables that hold a switch, a text, an address or a path. */
const HARMLESS: ReadonlySet<string> = new Set(
  [
    'color.pager column.clean credential.useHttpPath http.proxy http.<url>.proxy remote.<name>.proxy imap.tunnel',
    'advice.ignoredHook advice.waitingForEditor diff.<driver>.cachetextconv core.fsmonitorHookVersion remote.<name>.partialclonefilter uploadpack.allowFilter',
    'gitcvs.dbDriver gitcvs.dbdriver sendemail.annotate gc.repackFilter imap.server sendemail.smtpServer',
    'clone.filterSubmodules promisor.acceptFromServer status.displayCommentPrefix gui.pruneDuringFetch lfs.process',
  ].flatMap((line) => line.split(' ')),
);

/** Every variable that this git knows (git-help(1), `--config`). */
const knownVariables = (repo: TestRepo): string[] =>
  repo
    .git('help', '--config')
    .split('\n')
    .filter((line) => /^\w+\./.test(line));

/** Suspicious variables of this git that are in none of the lists above, as a newer git may have. */
export const unknownVariables = (repo: TestRepo): string[] =>
  knownVariables(repo).filter(
    (name) =>
      SUSPICIOUS.test(name) && !PROGRAMS.includes(name) && !INDIRECT.includes(name) && !HARMLESS.has(name),
  );

const HOOKS =
  'pre-commit pre-merge-commit pre-push pre-receive post-index-change reference-transaction post-checkout post-merge post-rewrite pre-auto-gc update post-update fsmonitor-watchman proc-receive push-to-checkout post-commit prepare-commit-msg commit-msg'.split(
    ' ',
  );

const COMMANDS =
  'add bundle cat-file check-attr check-ignore commit config diff diff-tree filter-repo for-each-ref hash-object help hook init log ls-files ls-tree read-tree remote rev-list rev-parse show status update-index version worktree'.split(
    ' ',
  );

const YEAR_2100 = 4_102_444_800;

/** Git compares the content of a file that is newer than the index, even if it looks unchanged. */
function makeNewerThanIndex(repo: TestRepo, folder: string): void {
  for (const name of ['pkg/m.py', 'pkg/__pycache__/m.cpython-311.pyc', '.gitattributes', '.gitignore'])
    utimesSync(repo.path(join(folder, name)), YEAR_2100, YEAR_2100);
  repo.git('-C', folder, 'add', '--update', '.');
}

/** How to copy a repository so that git takes its files for unchanged. */
export const AS_FROM_AN_ARCHIVE = { recursive: true, verbatimSymlinks: true, preserveTimestamps: true };

/** A repository whose configuration names programs wherever it can; each records that it has run. */
export class HostileRepo {
  readonly repo: TestRepo;
  readonly #programs: string;
  readonly #traces: string;

  /** A repository with tracked bytecode, a submodule, and a bare repository in a folder `data`. */
  constructor() {
    const folder = scratchFolder();
    this.#programs = join(folder, 'programs');
    this.#traces = join(folder, 'traces');
    for (const each of [this.#programs, this.#traces]) mkdirSync(each);
    const source = new TestRepo();
    const inner = new TestRepo();
    for (const each of [inner, source]) {
      each.write('.gitignore', 'build/\n');
      each.write('pkg/m.py');
      each.write('pkg/__pycache__/m.cpython-311.pyc', Buffer.from('a70d0d0a00000000', 'hex'));
      each.write('.gitattributes', '* filter=evil diff=evil merge=evil\n');
      each.commitAll();
    }
    source.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub');
    source.git('init', '--quiet', '--bare', 'data');
    source.write('data/refs/keep');
    source.write('data/__pycache__/n.cpython-311.pyc');
    source.commitAll();
    source.git('checkout', '--quiet', '-b', 'other', 'HEAD~');
    source.git('checkout', '--quiet', 'main');
    for (const folder of ['.', 'sub']) makeNewerThanIndex(source, folder);
    this.#sign(source);
    for (const config of ['.git/config', '.git/modules/sub/config', 'data/config'])
      this.#arm(source.path(config), config === 'data/config');
    for (const hooks of ['.git/hooks', '.git/modules/sub/hooks', 'data/hooks'])
      this.#plantHooks(source.path(hooks), hooks);
    // as from an archive: nothing but the files
    this.repo = new TestRepo();
    rmSync(this.repo.root, { recursive: true });
    cpSync(source.root, this.repo.root, AS_FROM_AN_ARCHIVE);
    this.repo.write('pkg/m.py', 'changed\n');
  }

  /** The programs that have run since the last call. */
  takeTraces(): string[] {
    const traces = readdirSync(this.#traces).sort();
    for (const name of traces) rmSync(join(this.#traces, name), { recursive: true });
    return traces;
  }

  /** Makes an executable that records this name when it runs. @returns its path */
  #program(name: string): string {
    const file = join(this.#programs, name.replaceAll(/[^\w.-]/g, '_'));
    writeFileSync(file, `#!/bin/sh\n: > '${this.#traces}/${name.replaceAll(/[^\w.-]/g, '_')}'\nexit 1\n`, {
      mode: 0o755,
    });
    return file;
  }

  #plantHooks(folder: string, name: string): void {
    mkdirSync(folder, { recursive: true });
    for (const hook of HOOKS) cpSync(this.#program(`${name}.${hook}`), join(folder, hook));
  }

  /** Signs a commit, as `log.showSignature` starts a program only for a signed one. */
  #sign(repo: TestRepo): void {
    const signature = ['-----BEGIN PGP SIGNATURE-----', '', 'iQ==', '-----END PGP SIGNATURE-----'];
    const raw = repo
      .git('cat-file', 'commit', 'HEAD')
      .replace(/\n\n/, `\ngpgsig ${signature.join('\n ')}\n\n`);
    const oid = repo
      .run('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], { input: raw })
      .stdout.trim();
    repo.git('update-ref', 'HEAD', oid);
  }

  #arm(file: string, bare: boolean): void {
    const where = bare ? 'data' : file.includes('modules') ? 'sub' : 'top';
    const program = (name: string) => this.#program(`${where}.${name}`);
    const lines: string[] = [];
    const set = (name: string, value: string): void => {
      const [, section = '', sub, key = ''] = /^(\w+)(?:\.(.*))?\.([\w-]+)$/.exec(name) ?? [];
      lines.push(sub === undefined ? `[${section}]` : `[${section} "${sub}"]`, `\t${key} = "${value}"`);
    };
    const all = [
      ...new Set([...PROGRAMS, 'filter.<driver>.process', ...knownVariables(this.repo ?? new TestRepo())]),
    ];
    for (const name of all.filter((each) => PROGRAMS.includes(each) || each === 'filter.<driver>.process')) {
      const fill = (by: string) => name.replace(/<[^>]*>/, by);
      const fillers = name.startsWith('pager.')
        ? COMMANDS
        : name.startsWith('hook.')
          ? HOOKS.map((hook) => `evil-${hook}`)
          : name.startsWith('remote.')
            ? ['origin']
            : name.startsWith('gpg.<')
              ? ['openpgp', 'ssh', 'x509']
              : ['evil'];
      for (const each of fillers) set(fill(each), program(fill(each)));
    }
    for (const hook of HOOKS) set(`hook.evil-${hook}.event`, hook);
    for (const command of COMMANDS) set(`alias.${command}`, `!${program(`alias.${command}`)}`);
    set('filter.evil.required', 'true');
    set('log.showSignature', 'true');
    set('core.checkStat', 'minimal');
    set('core.trustctime', 'false');
    set('credential.helper', `!${program('credential.helper')}`);
    set('submodule.sub.update', `!${program('submodule.update')}`);
    set('remote.origin.url', `ext::${program('remote.url')}`);
    set('remote.origin.promisor', 'true');
    set('protocol.ext.allow', 'always');
    for (const target of ['event', 'normal', 'perf'])
      set(`trace2.${target}Target`, join(this.#traces, `${where}.trace2.${target}`));
    const attributes = join(this.#programs, `${where}.attributes`);
    writeFileSync(attributes, '* filter=evil diff=evil merge=evil\n');
    set('core.attributesFile', attributes);
    const hooks = join(this.#programs, `${where}.hooks`);
    this.#plantHooks(hooks, `${where}.hooksPath`);
    if (where !== 'top') set('core.hooksPath', hooks);
    const included = join(this.#programs, `${where}.included`);
    writeFileSync(included, `[core]\n\tfsmonitor = "${program('include.fsmonitor')}"\n`);
    set('include.path', included);
    if (bare) lines.push('[core]', '\tbare = false', '\tworktree = .');
    writeFileSync(file, `${readFileSync(file, 'latin1')}${lines.join('\n')}\n`);
  }
}
