import type { BytePath } from '../../model/byte-path.ts';
import type { Bytecode } from '../read/bytecode.ts';
import type { Header } from '../read/header.ts';

/** `m.pypy39.pyc` and its likes. */
const PYPY = /\.pypy(\d)(\d+)?(?:[.-][\w.-]*)?\.py[co]$/i;

/** PyPy uses CPython's magic numbers, so only the file's name distinguishes the two. */
export function withNamedOrigin(bytecode: Bytecode, path: BytePath): Bytecode {
  const { header } = bytecode;
  const tag = PYPY.exec(path);
  if (tag === null || header?.implementation !== 'CPython') return bytecode;
  const [, major, minor] = tag;
  const python = minor === undefined ? header.python : `${major}.${minor}`;
  const named: Header = { ...header, implementation: 'PyPy', ...(python !== undefined && { python }) };
  return { ...bytecode, header: named };
}
