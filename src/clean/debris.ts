import { NUMBA_SUFFIXES } from '../model/cache-patterns.ts';
/** What one tool leaves behind. Names may hold `*`; `a/b` is a `b` directly inside an `a`. */
export interface DebrisTopic {
  /** The tool's own page on it. */
  readonly source: string;
  /** Folders that are deleted with everything in them. */
  readonly folders: readonly string[];
  readonly files?: readonly string[];
  /** Folders that are deleted only if they contained nothing else. */
  readonly emptied?: readonly string[];
}

/** Other tools' caches and build results, by the topic that `clean --debris` takes. */
export const DEBRIS = {
  cache: {
    // where pytest kept its cache before 3.4
    source: 'https://docs.pytest.org/en/stable/changelog.html#pytest-3-4-0-2018-01-30',
    folders: ['.cache'],
  },
  complexipy: {
    source: 'https://github.com/rohaquinlop/complexipy',
    folders: ['.complexipy_cache'],
  },
  coverage: {
    source: 'https://coverage.readthedocs.io/en/latest/config.html',
    folders: ['htmlcov'],
    files: ['.coverage', '.coverage.*', 'coverage.json', 'coverage.lcov', 'coverage.xml'],
  },
  hypothesis: {
    source: 'https://hypothesis.readthedocs.io/en/latest/reference/api.html',
    folders: ['.hypothesis'],
  },
  jupyter: {
    source: 'https://jupyter-server.readthedocs.io/en/latest/other/full-config.html',
    folders: ['.ipynb_checkpoints'],
  },
  mypy: {
    source: 'https://mypy.readthedocs.io/en/stable/command_line.html#cmdoption-mypy-cache-dir',
    folders: ['.mypy_cache'],
  },
  nox: {
    source: 'https://nox.thea.codes/en/stable/usage.html',
    folders: ['.nox'],
  },
  numba: {
    // inside __pycache__ they are cache files; this is for NUMBA_CACHE_DIR
    source: 'https://numba.readthedocs.io/en/stable/developer/caching.html',
    folders: [],
    files: NUMBA_SUFFIXES.map((suffix) => `*${suffix}`),
  },
  package: {
    source: 'https://setuptools.pypa.io/en/latest/deprecated/commands.html',
    folders: ['build/bdist.*', 'build/lib', 'build/lib.*', 'build/temp.*', 'dist', 'sdist', '*.egg-info'],
    emptied: ['build'],
  },
  pyright: {
    source: 'https://microsoft.github.io/pyright/',
    folders: ['.pyright', '.pyright-app-cache-*', '.pyright-stubs-*'],
  },
  pytest: {
    source: 'https://docs.pytest.org/en/stable/how-to/cache.html',
    folders: ['.pytest_cache', 'pytest-cache-files-*'],
    files: ['pytestdebug.log'],
  },
  pytype: {
    source: 'https://google.github.io/pytype/',
    folders: ['.pytype'],
  },
  ruff: {
    source: 'https://docs.astral.sh/ruff/settings/#cache-dir',
    folders: ['.ruff_cache'],
  },
  tox: {
    source: 'https://tox.wiki/en/latest/config.html#work_dir',
    folders: ['.tox'],
  },
} as const satisfies Readonly<Record<string, DebrisTopic>>;

export type Topic = keyof typeof DEBRIS;

export const TOPICS = Object.keys(DEBRIS) as readonly Topic[];

/** What `--debris` without a topic means: the same as pyclean's. */
export const DEFAULT_TOPICS = [
  'cache',
  'coverage',
  'package',
  'pytest',
  'ruff',
] as const satisfies readonly Topic[];

/** Decides what is debris of the chosen topics. */
export interface DebrisMatcher {
  readonly folder: (parent: string, name: string) => Topic | null;
  readonly file: (name: string) => Topic | null;
  /** Whether a folder is deleted once it is empty. */
  readonly emptied: (name: string) => boolean;
}

export function debrisMatcher(topics: readonly Topic[]): DebrisMatcher {
  const chosen = topics.map((topic) => [topic, DEBRIS[topic] as DebrisTopic] as const);
  const folders = chosen.map(([topic, { folders }]) => [topic, matchAny(folders)] as const);
  const files = chosen.map(([topic, { files = [] }]) => [topic, matchAny(files)] as const);
  const emptied = matchAny(chosen.flatMap(([, { emptied = [] }]) => emptied));
  return {
    folder: (parent, name) => folders.find(([, any]) => any.test(`${parent}/${name}`))?.[0] ?? null,
    file: (name) => files.find(([, any]) => any.test(`/${name}`))?.[0] ?? null,
    emptied: (name) => emptied.test(`/${name}`),
  };
}

/** Matches `parent/name`; the parent counts only for patterns with a slash. */
function matchAny(patterns: readonly string[]): RegExp {
  if (patterns.length === 0) return /(?!)/;
  const spelled = patterns.map((pattern) => {
    const body = pattern.replace(/[.\\+?^${}()|[\]]/g, '\\$&').replaceAll('*', '[^/]*');
    return pattern.includes('/') ? body : `[^/]*/${body}`;
  });
  return new RegExp(`^(?:${spelled.join('|')})$`);
}
