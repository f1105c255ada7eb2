import type { BytePath } from '../../model/byte-path.ts';
import { toText } from '../../model/byte-path.ts';
import { versionNumber } from '../read/magic.ts';
import type { CacheName } from './cache-name.ts';
import { type ExaminedFile, sourceless } from './examined-file.ts';
import { quote } from './quote-name.ts';
import { isStandardModule, isStartupModule } from './standard-modules.ts';

/**
 * The module that Python no longer imports because it finds the file without source that `name` describes
 * first, as a phrase; undefined if there is none. Python prefers a package to the module beside it, and the
 * folders that it searches first to the standard library.
 */
export function shadowed(subject: ExaminedFile, name: CacheName): string | undefined {
  const beside = moduleBeside(subject, name);
  if (beside !== undefined) return quote(toText(beside));
  const { module, parent } = importedAs(name);
  if (!isStartupModule(module) && !isImportRoot(subject, parent, module)) return undefined;
  return hidesStandardModule(subject, module) ? `Python's own module ${module}` : undefined;
}

/**
 * The folder in which to look for scripts that are run, since Python searches such a folder first; undefined
 * if that makes no difference.
 */
export function folderToSearchForScripts(subject: ExaminedFile): BytePath | undefined {
  const name = sourceless(subject);
  if (name === undefined || moduleBeside(subject, name) !== undefined) return undefined;
  const { module, parent } = importedAs(name);
  if (isStartupModule(module) || isImportRoot(subject, parent, module)) return undefined;
  return hidesStandardModule(subject, module) && !isInPackage(subject, parent) ? parent : undefined;
}

/** `m.py` beside `m/__init__.pyc`. */
function moduleBeside({ exists }: ExaminedFile, { stem, directory }: CacheName): BytePath | undefined {
  const module = `${directory.replace(/\/$/, '')}.py` as BytePath;
  return stem === '__init__' && directory !== '' && exists(module) ? module : undefined;
}

/** The name by which a file is imported, and the folder in which Python finds it. */
function importedAs({ stem, directory }: CacheName): { module: string; parent: BytePath } {
  if (stem !== '__init__') return { module: stem, parent: directory };
  const folder = directory.replace(/\/$/, '');
  const cut = folder.lastIndexOf('/') + 1;
  return { module: folder.slice(cut), parent: folder.slice(0, cut) as BytePath };
}

function hidesStandardModule({ bytecode }: ExaminedFile, module: string): boolean {
  return isStartupModule(module) || isStandardModule(module, versionNumber(bytecode.header?.python));
}

/**
 * A folder from which Python imports top-level modules: the top of the repository, where scripts and
 * tools are mostly started, the folder of a script that is run, and where packages are installed.
 * Python 2 looks beside the importing module first, so there the folder of a package is one, too.
 */
function isImportRoot(subject: ExaminedFile, folder: BytePath, module: string): boolean {
  if (isInPackage(subject, folder)) return isPython2(subject) && !isOwnName(module);
  return folder === '' || INSTALLED.test(folder) || subject.hasScript === true;
}

/** Modules of Python 2 that hardly any program imports, under words by which applications call their own. */
const OWN_NAMES = new Set(
  'code commands formatter new parser profile repr resource symbol test token user'.split(' '),
);
const isOwnName = (module: string): boolean => OWN_NAMES.has(module);

const INSTALLED = /(?:^|\/)(?:site|dist)-packages\/$/i;

const isPython2 = ({ bytecode }: ExaminedFile): boolean =>
  (versionNumber(bytecode.header?.python) ?? 300) < 300;

const isInPackage = ({ exists }: ExaminedFile, folder: BytePath): boolean =>
  ['py', 'pyc'].some((ending) => exists(`${folder}__init__.${ending}` as BytePath));
