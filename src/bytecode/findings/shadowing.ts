import { type BytePath, toText } from '../../model/byte-path.ts';
import { versionNumber } from '../read/magic.ts';
import type { CacheName } from './cache-name.ts';
import type { Subject } from './examined-file.ts';
import { quote } from './quote-name.ts';
import { hidesStandardModule } from './standard-modules.ts';

/**
 * Which other module is no longer imported because of a file without source that `name` describes,
 * as a phrase; undefined where there is none. A package wins over the module beside it, and the
 * first directory on the path over the standard library.
 */
export function shadowed(subject: Subject, name: CacheName): string | undefined {
  const { bytecode, exists } = subject;
  const isPackage = name.stem === '__init__';
  const folder = name.directory.replace(/\/$/, '');
  if (isPackage && folder !== '' && exists(`${folder}.py` as BytePath))
    return quote(toText(`${folder}.py` as BytePath));
  const module = isPackage ? folder.slice(folder.lastIndexOf('/') + 1) : name.stem;
  const parent = isPackage ? folder.slice(0, folder.lastIndexOf('/') + 1) : name.directory;
  const isPython2 = (versionNumber(bytecode.header?.python) ?? 0) < 300;
  // Inside a package only Python 2 looks beside the importing module first.
  const isInPackage = ['py', 'pyc'].some((ending) => exists(`${parent}__init__.${ending}` as BytePath));
  if (isInPackage && !isPython2) return undefined;
  return hidesStandardModule(module, isPython2) ? `Python's own module ${module}` : undefined;
}
