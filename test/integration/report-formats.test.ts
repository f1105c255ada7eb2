import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { FORMATS } from '../../src/report/formats.ts';
import { GUARD, snapshot, TestRepo } from '../helpers/repo.ts';
import { scratchFolder } from '../helpers/scratch.ts';

const ACTIONS = { GITHUB_ACTIONS: 'true' };

let dirty: TestRepo;
let clean: TestRepo;

beforeAll(() => {
  dirty = new TestRepo();
  dirty.write('pkg/__pycache__/m.cpython-313.pyc');
  dirty.git('add', '--force', '--all');
  clean = new TestRepo();
});

describe('check --format', () => {
  test.each(FORMATS)('%s has the same exit codes as any other', (format) => {
    expect(dirty.guard(['check', '--format', format]).code).toBe(1);
    expect(clean.guard(['check', '--format', format]).code).toBe(0);
    expect(clean.guard(['check', '--format', format], { cwd: scratchFolder() }).code).toBe(2);
    expect(clean.guard(['check', '--format', format, '--bogus']).code).toBe(2);
  });

  test.each(['sarif', 'gitlab'])('%s is one JSON document, also of a run that failed', (format) => {
    for (const args of [[], ['--bogus']]) {
      const { stdout, stderr } = clean.guard(['check', `--format=${format}`, ...args]);
      expect(JSON.parse(stdout)).toBeDefined();
      expect(stderr).toMatch(args.length === 0 ? /^$/ : /^error: check has no option "--bogus"\nhint: /);
    }
  });

  test('github tells a failure on stdout, where annotations are read', () => {
    const { stdout, stderr } = clean.guard(['check', '--format', 'github'], { cwd: scratchFolder() });
    expect(stdout).toMatch(/^::error title=pyc-guard::this is not a git repository%0A/);
    expect(stderr).toBe('');
  });

  test('--json beside another format is refused', () => {
    const { code, stdout } = clean.guard(['check', '--json', '--format', 'sarif']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error.code).toBe('usage');
  });

  test.each(FORMATS.slice(1))('%s of a report far larger than a pipe holds arrives whole', (format) => {
    const names = Array.from({ length: 3000 }, (_, i) => `pkg/__pycache__/module_number_${i}.pyc\n`).join('');
    const { bytes, stdout } = clean.guard(['check', '--stdin', '--format', format], { input: names });
    expect(bytes.length).toBeGreaterThan(3 * 65_536);
    expect(stdout).toContain('module_number_2999.pyc');
    expect(stdout).toMatch(/(\}|\]|<\/\w+>|PATTERN`\))\n$/);
  });
});

describe('check --output', () => {
  test('writes the file, leaves stdout empty and says on stderr what it comes to', () => {
    const folder = scratchFolder();
    const file = join(folder, 'report.sarif');
    const { code, stdout, stderr } = dirty.guard([
      'check',
      '--no-inspect',
      '--format',
      'sarif',
      '--output',
      file,
    ]);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `1 cache file in 1 path; the report is in ${file}\n`,
    });
    expect(JSON.parse(readFileSync(file, 'utf8')).runs[0].results).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['report.sarif']);
  });

  test('a file for a person has no colour, even where the terminal would', () => {
    const file = join(scratchFolder(), 'report.txt');
    dirty.guard(['check', '--output', file], { env: { FORCE_COLOR: '1', ...ACTIONS } });
    expect(readFileSync(file, 'utf8')).toMatch(/^error pkg\/__pycache__\/m\.cpython-313\.pyc: /);
  });

  test('is relative to the folder that -C names', () => {
    const folder = scratchFolder();
    const { code } = dirty.guard(['-C', dirty.root, 'check', '--json', '--output', 'pkg/o.json'], {
      cwd: folder,
    });
    expect(code).toBe(1);
    expect(JSON.parse(dirty.read('pkg/o.json')).exitCode).toBe(1);
  });

  test('a folder that is not there is not made, since its name may be misspelt', () => {
    const folder = scratchFolder();
    const { code, stdout } = dirty.guard(['check', '--json', '--output', join(folder, 'new/o.json')]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error.code).toBe('no-such-directory');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('nothing is written through a link, wherever it stands on the way', () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'elsewhere/sub'), { recursive: true });
    writeFileSync(join(folder, 'elsewhere/target.json'), 'theirs\n');
    const repo = new TestRepo();
    symlinkSync(join(folder, 'elsewhere/target.json'), repo.path('link.json'));
    symlinkSync(join(folder, 'elsewhere'), repo.path('reports'));
    for (const output of ['link.json', 'reports/target.json', 'reports/new.json', 'reports/sub/new.json']) {
      const { code, stdout } = repo.guard(['check', '--tracked', '--json', '--output', output]);
      expect(code).toBe(2);
      expect(JSON.parse(stdout).error.code).toBe('symbolic-link');
    }
    expect(snapshot(join(folder, 'elsewhere'))).toEqual({
      '/sub': expect.anything(),
      '/target.json': expect.stringContaining('theirs'),
    });
    expect(lstatSync(repo.path('link.json')).isSymbolicLink()).toBe(true);
  });

  test('a device is written to, and - is stdout', () => {
    for (const output of ['-', '/dev/stdout', '/dev/fd/1']) {
      const script = '"$1" "$2" check --json --output "$3" | cat'; // Node's own pipes are sockets
      const { stdout } = clean.run('sh', ['-c', script, 'sh', process.execPath, GUARD, output]);
      expect(JSON.parse(stdout).exitCode).toBe(0);
    }
  });

  test('a failed run writes the file too, and says on stderr why', () => {
    const file = join(scratchFolder(), 'report.sarif');
    const outside = { cwd: scratchFolder() };
    const { code, stderr } = clean.guard(['check', '--format', 'sarif', '--output', file], outside);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: this is not a git repository\nhint: .*\n$/);
    const [run] = JSON.parse(readFileSync(file, 'utf8')).runs;
    expect(run.invocations[0].executionSuccessful).toBe(false);
  });

  test('a file that cannot be written is exit code 2, and the report says so in its form', () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'taken'));
    const { code, stdout } = dirty.guard(['check', '--json', '--output', join(folder, 'taken')]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 2, findings: [], error: { code: 'cannot-write' } });
  });
});

describe('in GitHub Actions', () => {
  test('findings become annotations by themselves', () => {
    const { stdout } = dirty.guard(['check'], { env: ACTIONS });
    expect(stdout).toMatch(/^::error file=pkg\/__pycache__\/m\.cpython-313\.pyc,line=1,title=/);
  });

  test.each([
    ['--format human', ['--format', 'human'], /^error pkg/],
    ['--json', ['--json'], /^\{/],
    ['--quiet', ['--quiet'], /^$/],
  ])('but not under %s', (_, args, expected) => {
    expect(dirty.guard(['check', ...args], { env: ACTIONS }).stdout).toMatch(expected);
  });

  test('but not in a file that stdout is redirected to', () => {
    const file = join(scratchFolder(), 'out.txt');
    const script = '"$1" "$2" check >"$3"';
    dirty.run('sh', ['-c', script, 'sh', process.execPath, GUARD, file], { env: ACTIONS });
    expect(readFileSync(file, 'utf8')).toMatch(/^error pkg/);
  });

  test('a command line that makes no sense is one as well', () => {
    const { code, stdout } = dirty.guard(['check', '--bogus'], { env: ACTIONS });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^::error title=pyc-guard::check has no option "--bogus"%0A/);
  });
});

describe('rules', () => {
  test.each(['github', 'gitlab'])('%s needs no repository and prints JSON to paste', (server) => {
    const { code, stdout, stderr } = clean.guard(['rules', server], { cwd: scratchFolder() });
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(stdout)).length).toBeGreaterThan(0);
    expect(stderr).toMatch(/^note: .*plan|Premium/);
    expect(stderr).toMatch(/\nnext: npx pyc-guard rules .*\n$/);
  });

  test('--json puts the rule and what it can not say into the document', () => {
    const { rule, warnings, exitCode } = clean.guardJson(['rules', 'gitlab'], { cwd: scratchFolder() });
    expect(exitCode).toBe(0);
    expect(rule).toMatchObject({ server: 'gitlab', request: 'PUT /projects/:id/push_rule' });
    expect(rule.body).toEqual(JSON.parse(clean.guard(['rules', 'gitlab']).stdout));
    expect(warnings.map(({ code }: { code: string }) => code)).toContain('no-allowed-paths');
  });

  test('--quiet prints the rule alone; a server that is not known is refused', () => {
    expect(clean.guard(['rules', 'github', '--quiet']).stderr).toBe('');
    expect(clean.guard(['rules', 'sourcehut']).code).toBe(2);
  });
});
