import { Buffer } from 'node:buffer';

/** What git makes of 69 ignore files, kept as latin1 strings, and what it would take to make them hold. */

/** UTF-16, little endian, without a byte order mark. */
export const utf16 = (text: string): string => Buffer.from(text, 'utf16le').toString('latin1');

/** The paths each row is asked about, in the order of its `X`. */
export const MATRIX_PATHS = [
  '__pycache__/README',
  'a/__pycache__/README',
  'a/b/__pycache__/README',
  'a/b/__pycache__/m.cpython-311.pyc',
  'a/__pycache__/m.cpython-311.pyc.140234',
  'lib/__pycache__',
  'm.pyc',
  'a/b/m.pyc',
  'a/b/m.pyo',
  'a/b/m.pyd',
  'a/b/m$py.class',
  'a/b/m.PYC',
  'a/b/m.class',
  'a/b/m.py',
  'a/b/m.pyz',
  'a/b/m.pyc-notyet',
  'src/m.py2',
] as const;

/**
 * The file, what git ignores with it (`X`), which lines are missing (`c`: the cache folder, `p`: py[cod],
 * `j`: Jython), and the problems to report (codes without their `ignore-`).
 */
export const MATRIX: readonly (readonly [
  file: string,
  ignored: string,
  missing: string,
  problems: string,
])[] = [
  ['__pycache__/\n', 'XXXXX............', 'pj', ''],
  ['__pycache__\n', 'XXXXXX...........', 'pj', ''],
  ['/__pycache__/\n', 'X................', 'cpj', ''],
  ['/__pycache__\n', 'X................', 'cpj', ''],
  ['**/__pycache__/\n', 'XXXXX............', 'pj', ''],
  ['**/__pycache__\n', 'XXXXXX...........', 'pj', ''],
  ['**/__pycache__/**\n', 'XXXXX............', 'pj', ''],
  ['*/__pycache__/\n', '.X..X............', 'cpj', ''],
  ['*/__pycache__\n', '.X..XX...........', 'cpj', ''],
  ['*/__pycache__/*\n', '.X..X............', 'cpj', ''],
  ['__pycache__/*\n', 'X................', 'cpj', ''],
  ['__pycache__/**\n', 'X................', 'cpj', ''],
  ['*__pycache__\n', 'XXXXXX...........', 'pj', ''],
  ['*__pycache__/*\n', 'X................', 'cpj', ''],
  ['./__pycache__/\n', '.................', 'cpj', 'ineffective'],
  ['Website/__pycache__\n', '.................', 'cpj', ''],
  ['**/__pychache__/\n', '.................', 'cpj', 'ineffective'],
  ['__pychache__\n', '.................', 'cpj', 'ineffective'],
  ['_pycache_/\n', '.................', 'cpj', 'ineffective'],
  ['/_pycache/\n', '.................', 'cpj', 'ineffective'],
  ['**/__pycache/\n', '.................', 'cpj', 'ineffective'],
  ['__pycache__ \n', 'XXXXXX...........', 'pj', ''],
  ['__pycache__\t\n', '.................', 'cpj', 'ineffective'],
  [' __pycache__/\n', '.................', 'cpj', 'ineffective'],
  ['__pycache__/\r\n', 'XXXXX............', 'pj', ''],
  ['__pycache__/ # cache\n', '.................', 'cpj', 'ineffective'],
  ['#__pycache__/\n', '.................', 'cpj', ''],
  ['\xef\xbb\xbf__pycache__/\n', 'XXXXX............', 'pj', ''],
  ['*.pyc\n', '...X..XX.........', 'cpj', ''],
  ['*.pyo\n', '........X........', 'cpj', ''],
  ['*.pyd\n', '.........X.......', 'cpj', ''],
  ['*.pyc \n', '...X..XX.........', 'cpj', ''],
  ['*.pyc\r\n', '...X..XX.........', 'cpj', ''],
  ['*.py[co]\n', '...X..XXX........', 'cj', ''],
  ['*.py[oc]\n', '...X..XXX........', 'cj', ''],
  ['*.py[cd]\n', '...X..XX.X.......', 'cpj', ''],
  ['*.py[cdo]\n', '...X..XXXX.......', 'cj', ''],
  ['*.py[cod]\n', '...X..XXXX.......', 'cj', ''],
  ['*.py[codz]\n', '...X..XXXX....X..', 'cj', ''],
  ['*.py?\n', '...X..XXXX....X.X', 'cj', ''],
  ['*.pyc*\n', '...XX.XX.......X.', 'cpj', ''],
  ['*.pyc.*\n', '....X............', 'cpj', ''],
  ['**/*.pyc\n', '...X..XX.........', 'cpj', ''],
  ['/*.pyc\n', '......X..........', 'cpj', ''],
  ['*/*.pyc\n', '.................', 'cpj', ''],
  ['.pyc\n', '.................', 'cpj', 'ineffective'],
  ['pyc\n', '.................', 'cpj', 'ineffective'],
  ['*pyc\n', '...X..XX.........', 'cpj', ''],
  ['*.py{c,o,d}\n', '.................', 'cpj', 'ineffective'],
  ['*.py(c|o)\n', '.................', 'cpj', 'ineffective'],
  ['*.pyc,*.pyo\n', '.................', 'cpj', 'ineffective'],
  ['*.pyc *.pyo\n', '.................', 'cpj', 'ineffective'],
  ['"*.pyc"\n', '.................', 'cpj', 'ineffective'],
  ['*$py.class\n', '..........X......', 'cp', ''],
  ['*\\$py.class\n', '..........X......', 'cp', ''],
  ['*.class\n', '..........X.X....', 'cp', ''],
  ['*py.class\n', '..........X......', 'cp', ''],
  ['$py.class\n', '.................', 'cpj', 'ineffective'],
  ['/Ball.cpython-310.pyc\n', '.................', 'cpj', ''],
  ['__pycache__/\n*.py[cod]\n*$py.class\n', 'XXXXX.XXXXX......', '', ''], // GITHUB-3
  [`\xff\xfe${utf16('__pycache__/\r\n*.pyc\r\n')}`, '.................', '', 'unreadable'], // UTF-16LE+BOM whole file
  [utf16('__pycache__/\r\n*.pyc\r\n'), '.................', '', 'unreadable'], // UTF-16LE no BOM
  [`lib/\n${utf16('__pycache__/\r\n')}__pycache__/\n`, '.....X...........', 'cpj', 'unreadable'], // ASCII + UTF-16LE tail + appended
  [`lib/\n${utf16('foo.log')}__pycache__/\n`, '.....X...........', 'cpj', 'unreadable'], // UTF-16LE tail no EOL + appended
  [`lib/\n${utf16('__pycache__/')}\n__pycache__/\n`, 'XXXXXX...........', 'pj', 'unreadable'], // UTF-16LE tail no EOL + \n appended
  ['*.pyc\n!*.pyc\n', '.................', 'cpj', 'negated'], // *.pyc then !*.pyc
  ['!*.pyc\n*.pyc\n', '...X..XX.........', 'cpj', ''], // !*.pyc then *.pyc
  ['__pycache__/\n!*.pyc\n', 'XXXXX............', 'pj', 'negated'], // __pycache__/ then !*.pyc
  ['__pycache__/\n!__pycache__/\n', '.................', 'pj', 'negated'], // __pycache__/ then !__pycache__/
];
