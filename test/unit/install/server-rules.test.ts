import { describe, expect, test } from '@jest/globals';
import { serverRule } from '../../../src/install/server-rules.ts';
import type { BytePath } from '../../../src/model/byte-path.ts';
import { classify } from '../../../src/model/classify.ts';

/** Every name below every folder: what is bytecode, what lies in a cache folder, what only looks so. */
const NAMES = [
  ...['m.pyc', 'm.PYC', 'm.pYo', 'm.cpython-313.opt-2.pyc', '.pyc', '.x.pyo', 'a b.pyc', 'n\nl.pyc', 'é.pyc'],
  ...['m$py.class', 'M$PY.CLASS', '$py.class', '.m$Py.Class', 'm.py.class', 'mpy.class', 'm.class'],
  ...['m.nbi', 'm.py313.1.nbc', 'm.pyc.140234', 'README', '.DS_Store', 'm.py', '__init__.py'],
  ...[
    'm.pyd',
    'm.pyc.src',
    'm.pyc-notyet',
    'm.pycx',
    'pyc',
    'x.py',
    '__pycache__',
    'm.pyc\n',
    'claſs$py.claſs',
  ],
];
const FOLDERS = [
  ...['', 'pkg/', 'a/b/c/', '__pycache__/', 'pkg/__PyCache__/', 'a/__pycache__/deep/er/', '.venv/lib/'],
  ...['foo__pycache__/', '__pycache__x/', '.git-ish/', 'm.pyc/', 'a b/ü/', '.venv/__pycache__/'],
  ...['__pycache__/.hidden/', 'a/.b/c/.d/'],
];
const PATHS = FOLDERS.flatMap((folder) => NAMES.map((name) => `${folder}${name}`));

const isOurs = (path: string): boolean => classify(path as BytePath) !== 'none';

/** Ruby's `File.fnmatch(pattern, path, File::FNM_PATHNAME)`, as far as our patterns go. */
function fnmatch(pattern: string, path: string): boolean {
  const parts = pattern.split('/').map((part) => {
    if (part === '**') return '(?:(?!\\.)[^/]+/)*';
    const visible = part.startsWith('*') ? '(?!\\.)' : '';
    const source = part.replace(/\[.*?\]|\*|[.$]/g, (token) =>
      token === '*' ? '[^/]*' : token.startsWith('[') ? token : `\\${token}`,
    );
    return `${visible}${source}/`;
  });
  return new RegExp(`^${parts.join('').slice(0, -1)}$`, 's').test(path);
}

/** An extension is what follows the last dot of a name that does not begin with it. */
const hasExtension = (path: string, pattern: string): boolean =>
  /[^/](\.[^./]*)$/s.exec(path)?.[1] === pattern.slice(1);

interface Rulesets {
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  readonly rules: readonly {
    readonly type: string;
    readonly parameters: Readonly<Record<string, readonly string[]>>;
  }[];
}

describe('a GitHub push ruleset', () => {
  const body = serverRule('github').rule.body as unknown as Rulesets;
  const [paths = [], extensions = []] = ['restricted_file_paths', 'restricted_file_extensions'].map((key) =>
    body.rules.flatMap(({ parameters }) => parameters[key] ?? []),
  );
  const isRefused = (path: string): boolean =>
    paths.some((pattern) => fnmatch(pattern, path)) ||
    extensions.some((pattern) => hasExtension(path, pattern));

  test('has the form that the API takes, within its limits', () => {
    expect(body).toMatchObject({ target: 'push', enforcement: 'active' });
    expect(body.rules.map(({ type }) => type)).toEqual([
      'file_path_restriction',
      'file_extension_restriction',
    ]);
    for (const list of [paths, extensions]) {
      expect(list.length).toBeLessThanOrEqual(200);
      for (const entry of list) expect(entry.length).toBeLessThanOrEqual(200);
    }
  });

  test('refuses what the gate refuses, but for what only a wildcard below a hidden folder would catch', () => {
    const missed = PATHS.filter((path) => isOurs(path) && !isRefused(path));
    expect(missed.length).toBeGreaterThan(0);
    expect(missed.filter((path) => !/(^|\/)\.[^/]+\//.test(path))).toEqual([]);
    expect(serverRule('github').warnings.map(({ code }) => code)).toContain('hidden-folders');
  });

  test('*.pyc and *.pyo are refused in hidden folders as well', () => {
    const missed = PATHS.filter((path) => /[^/]\.py[co]$/i.test(path) && !isRefused(path));
    expect(missed).toEqual([]);
  });

  test('lets pass what the gate lets pass', () => {
    expect(PATHS.filter((path) => isRefused(path) && !isOurs(path))).toEqual([]);
  });
});

describe('a GitLab push rule', () => {
  const { body } = serverRule('gitlab').rule;
  const expression = String(body.file_name_regex);

  test('is within the limit, and holds nothing that RE2 does not know', () => {
    expect(Object.keys(body)).toEqual(['file_name_regex']);
    expect(expression.length).toBeLessThanOrEqual(511);
    expect(expression).not.toMatch(/\(\?[=!<]|\\[1-9]/);
  });

  test('refuses exactly what the gate refuses', () => {
    const rule = new RegExp(expression, 'u');
    expect(PATHS.filter((path) => rule.test(path) !== isOurs(path))).toEqual([]);
  });
});
