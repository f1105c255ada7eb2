import type { BytePath } from '../../model/byte-path.ts';
import type { Bytecode } from '../read/bytecode.ts';
import type { Header } from '../read/header.ts';

/** `m.pypy39.pyc` and its likes. */
const PYPY = /\.pypy(\d)(\d+)?(?:[.-][\w.-]*)?\.py[co]$/i;

/** No file system takes longer names, but a tree in git can have them, and the pattern takes quadratic time. */
const LONGEST_NAME = 255;

/** PyPy uses CPython's magic numbers, so only the file's name distinguishes the two. */
export function withNamedOrigin(bytecode: Bytecode, path: BytePath): Bytecode {
  const { header } = bytecode;
  const tag = PYPY.exec(path.slice(-LONGEST_NAME));
  if (tag === null || header?.implementation !== 'CPython') return bytecode;
  const [, major, minor] = tag;
  const python = minor === undefined ? header.python : `${major}.${minor}`;
  const named: Header = { ...header, implementation: 'PyPy', ...(python !== undefined && { python }) };
  return bytecode.withHeader(named);
}
