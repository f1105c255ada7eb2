import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type BytePath, isUtf8 } from '../../src/model/byte-path.ts';
import { classify, classifyEntry } from '../../src/model/classify.ts';
import { PATHS } from '../cases/paths.ts';
import { TestRepo } from '../helpers/repo.ts';
import { bytes, PROJECT } from '../helpers/scratch.ts';
import { blob, stage, utf8 } from '../helpers/stage.ts';

/** What every judge is to say, by path. */
const KINDS: Readonly<Record<string, string>> = Object.fromEntries(
  PATHS.map(({ path, kind }) => [path, kind]),
);

const LETTERS: Readonly<Record<string, string>> = { '\t': 't', '\n': 'n', '\r': 'r', '"': '"', '\\': '\\' };

const escaped = (char: string): string =>
  `\\${LETTERS[char] ?? char.charCodeAt(0).toString(8).padStart(3, '0')}`;

/** A name as `git ls-files` prints it (git-config(1), core.quotePath). */
const quoted = (path: string): string => {
  const inside = path.replace(/[^\x20-\x7e]|["\\]/g, escaped);
  return inside === path ? path : `"${inside}"`;
};

interface Found {
  readonly code: string;
  readonly path: string;
  readonly pathBytes?: string;
  readonly kind?: string;
}

/** The verdict of a report on each of `paths`: what it does not name is none. */
function verdicts(paths: readonly string[], findings: readonly Found[]): Record<string, string> {
  const found = new Map(
    findings.map(({ code, path, pathBytes, kind = code }) => [
      pathBytes === undefined ? utf8(path) : Buffer.from(pathBytes, 'base64').toString('latin1'),
      kind,
    ]),
  );
  const known = new Set(paths);
  expect([...found.keys()].filter((path) => !known.has(path))).toEqual([]);
  return Object.fromEntries(paths.map((path) => [path, found.get(path) ?? 'none']));
}

/** Only where a judge differs from the table, so that a failure can be read. */
function expectAgreement(
  judged: Readonly<Record<string, string>>,
  table: Readonly<Record<string, string>>,
): void {
  const differs = Object.keys(table).filter((path) => judged[path] !== table[path]);
  expect(differs.map((path) => ({ path, judged: judged[path], table: table[path] }))).toEqual([]);
  expect(Object.keys(judged)).toHaveLength(Object.keys(table).length);
}

const nul = (paths: readonly string[]): Buffer => bytes(paths.map((path) => `${path}\0`).join(''));

describe('all judges agree on what a path is', () => {
  test('the table is long, and no path is in it twice', () => {
    expect(PATHS.length).toBeGreaterThanOrEqual(80);
    expect(Object.keys(KINDS)).toHaveLength(PATHS.length);
  });

  test('the classifier', () => {
    expectAgreement(Object.fromEntries(PATHS.map(({ path }) => [path, classify(path as BytePath)])), KINDS);
  });

  test('the real gate, at real commits', () => {
    const repo = new TestRepo();
    repo.write('good.py');
    repo.commitAll();
    expect(repo.guard(['install', '--no-gitignore']).code).toBe(0);
    const oid = blob(repo, '');
    const passed = PATHS.map(({ path }, i) => {
      // the one before leaves, so that a name can be a file here and a folder there
      const before = PATHS[i - 1]?.path ?? 'nothing';
      const input = bytes(`0 ${'0'.repeat(40)}\t${before}\x00100644 ${oid}\t${path}\0`);
      repo.run('git', ['update-index', '-z', '--index-info'], { input });
      const { code, stderr } = repo.tryGit(['commit', '--quiet', '--message', 'one path']);
      if (code !== 0) expect(stderr.split('\n')).toContain(`    ${quoted(path)}`);
      return [path, code === 0 ? 'passes' : 'blocked'];
    });
    const expected = PATHS.map(({ path, kind }) => [path, kind === 'none' ? 'passes' : 'blocked']);
    expectAgreement(Object.fromEntries(passed), Object.fromEntries(expected));
  });

  test.each([
    ['where names are case-sensitive', 'false'],
    ['where they are not', 'true'],
  ])('git check-ignore under our three lines, %s', (_where, ignoreCase) => {
    const repo = new TestRepo();
    expect(repo.guard(['ignore']).code).toBe(0);
    repo.git('config', 'core.ignoreCase', ignoreCase);
    const args = ['check-ignore', '--no-index', '-z', '--stdin'];
    const input = nul(PATHS.map(({ path }) => `./${path}`)); // the dot keeps `:(top)` from being magic
    const { bytes: output, stderr } = repo.run('git', args, { input });
    expect(stderr).toBe('');
    const ignored = new Set(
      output
        .toString('latin1')
        .split('\0')
        .map((path) => path.slice(2)),
    );
    const expected = ({ ignored: exactly, kind }: (typeof PATHS)[number]) =>
      exactly || (ignoreCase === 'true' && kind !== 'none');
    expect(PATHS.filter((each) => ignored.has(each.path) !== expected(each))).toEqual([]);
  });

  const paths = PATHS.map(({ path }) => path);

  test('check --stdin', () => {
    const input = bytes(paths.map((path) => `${quoted(path)}\n`).join(''));
    const { findings } = new TestRepo().guardJson(['check', '--stdin'], { input });
    expectAgreement(verdicts(paths, findings), KINDS);
  });

  test('check --files0-from -', () => {
    const { findings } = new TestRepo().guardJson(['check', '--files0-from', '-'], { input: nul(paths) });
    expectAgreement(verdicts(paths, findings), KINDS);
  });

  test('check with paths as arguments, which can only be text', () => {
    const text = paths.filter((path) => isUtf8(path as BytePath));
    const args = text.map((path) => bytes(path).toString());
    const { findings } = new TestRepo().guardJson(['check', '--', ...args]);
    expectAgreement(
      verdicts(text, findings),
      Object.fromEntries(text.map((path) => [path, KINDS[path] ?? ''])),
    );
  });

  /** A folder each: some are a file here and a folder there. */
  const apart = new Map(paths.map((path, i) => [`f${i}/${path}`, KINDS[path] ?? '']));

  test.each(['--tracked', '--staged'])('check %s', (option) => {
    const repo = new TestRepo();
    stage(repo, [...apart.keys()]);
    const { findings } = repo.guardJson(['check', option]);
    expectAgreement(verdicts([...apart.keys()], findings), Object.fromEntries(apart));
  });

  test('untrack, which takes cache files and leaves strays', () => {
    const repo = new TestRepo();
    stage(repo, [...apart.keys()]);
    const { actions } = repo.guardJson(['untrack']);
    const found = actions.map((action: object) => ({ ...action, code: 'untracked' }));
    const taken = verdicts([...apart.keys()], found);
    const isTaken = (kind: string) => (kind === 'none' || kind === 'stray' ? 'none' : 'untracked');
    expectAgreement(taken, Object.fromEntries([...apart].map(([path, kind]) => [path, isTaken(kind)])));
  });
});

describe('all judges agree on entries whose mode decides', () => {
  const LINK = '120000';
  const GITLINK = '160000';
  const names = ['__pycache__', 'pkg/__pycache__', 'a/b/__PYCACHE__', `${'é'}/__pycache__`].map(utf8);
  const modes = { '100644': 'none', '100755': 'none', [LINK]: 'stray', [GITLINK]: 'stray' };
  const entries = Object.entries(modes).flatMap(([mode, kind]) =>
    names.map((name) => ({ path: `${mode}/${name}`, mode, kind })),
  );
  const table = Object.fromEntries(entries.map(({ path, kind }) => [path, kind]));
  const paths = entries.map(({ path }) => path);

  function staged(): TestRepo {
    const repo = new TestRepo();
    repo.write('good.py');
    repo.commitAll();
    const commit = repo.git('rev-parse', 'HEAD').trim();
    stage(
      repo,
      entries.map(({ path, mode }) => (mode === GITLINK ? { path, mode, oid: commit } : { path, mode })),
    );
    return repo;
  }

  test('the classifier', () => {
    const judged = entries.map(({ path, mode }) => [path, classifyEntry(path as BytePath, mode)]);
    expectAgreement(Object.fromEntries(judged), table);
  });

  test('the real hook', () => {
    const repo = staged();
    expect(repo.guard(['install', '--no-gitignore']).code).toBe(0);
    const { code, stderr } = repo.tryGit(['commit', '--message', 'all']);
    expect(code).toBe(1);
    const listed = stderr.split('\n').flatMap((line) => (line.startsWith('    ') ? [line.trim()] : []));
    const strays = entries.filter(({ kind }) => kind === 'stray').map(({ path }) => quoted(path));
    expect(listed.sort()).toEqual(strays.sort());
  });

  test.each([
    ['check --staged', ['--staged'], undefined],
    ['check --tracked', ['--tracked'], undefined],
    ['check --files0-from', ['--files0-from', '-'], nul(paths)],
    ['check --stdin', ['--stdin'], bytes(paths.map((path) => `${quoted(path)}\n`).join(''))],
    ['check with paths', ['--', ...paths.map((path) => bytes(path).toString())], undefined],
  ])('%s', (_, args, input) => {
    const { findings } = staged().guardJson(['check', ...args], input && { input });
    expectAgreement(verdicts(paths, findings), table);
  });

  test('check --range, and the hooks that judge commits', () => {
    const repo = staged();
    repo.git('commit', '--quiet', '--no-verify', '--message', 'all');
    const { findings } = repo.guardJson(['check', '--range', 'HEAD~1..HEAD']);
    expectAgreement(verdicts(paths, findings), table);
    const [before, tip] = ['HEAD~1', 'HEAD'].map((rev) => repo.git('rev-parse', rev).trim());
    repo.git('reset', '--quiet', '--soft', 'HEAD~1'); // as long as no ref has it
    for (const [event, args, input] of [
      ['pre-push', ['origin', 'url'], `refs/heads/main ${tip} refs/heads/main ${before}\n`],
      ['pre-receive', [], `${before} ${tip} refs/heads/main\n`],
      ['reference-transaction', ['prepared'], `${before} ${tip} refs/heads/main\n`],
    ] as const) {
      const { code, stderr } = repo.run('sh', [join(PROJECT, 'hooks', event), ...args], { input });
      const found = stderr.match(/^ {4}[0-9a-f]{12} {2}.*$/gm) ?? [];
      const listed = found.map((line) => line.slice('    012345678901  '.length));
      const strays = entries.filter(({ kind }) => kind === 'stray').map(({ path }) => quoted(path));
      expect({ event, code, listed: listed.sort() }).toEqual({ event, code: 1, listed: strays.sort() });
    }
  });

  test('untrack --stray, which takes what the others call a stray', () => {
    const repo = staged();
    const { actions } = repo.guardJson(['untrack', '--stray']);
    const found = actions.map((action: object) => ({ ...action, code: 'stray' }));
    expectAgreement(verdicts(paths, found), table);
  });
});
