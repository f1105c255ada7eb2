import { basename, dirname, join } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import { type Action, HOOK_EVENTS } from '../../model/actions.ts';
import { isFolder, linkTarget, namesIn } from '../../model/files.ts';
import { displacedHook, FOLDER_MARK, legacyHook, movedFolder, previousHook } from '../hook-files.ts';
import { deletion } from './hook-file.ts';

/** Files in a hooks folder that no hook of the user's looks for, or that may be moved themselves, as a shell pattern. */
const UNNEEDED = [
  '*.sample',
  previousHook('*'),
  legacyHook('*'),
  displacedHook('*'),
  FOLDER_MARK,
  'pyc-guard*',
  ...HOOK_EVENTS,
];

/**
 * The small hook that starts the one that was moved, if git would have started that. It first links what
 * lies beside itself into the other folder, since the hook may look there for what has its name
 * (`"$0".d`), or for a module that it imports, and pass where it finds nothing.
 */
export const stubText = (event: string): string => `#!/bin/sh
hooks=\${0%/*}
kept=${movedFolder('$hooks')}
[ -x "$kept/${event}" ] || exit 0
for file in "$hooks"/* "$hooks"/.[!.]*; do
	case \${file##*/} in
	${UNNEEDED.join(' | ')}) ;;
	*)
		[ ! -e "$file" ] || [ -e "$kept/\${file##*/}" ] ||
			MSYS=winsymlinks:nativestrict ln -s "../\${hooks##*/}/\${file##*/}" "$kept" 2>/dev/null
		;;
	esac
done
exec "$kept/${event}" "$@"
`;

/** Takes the links away again, and what Python has cached of modules beside them; nothing else. */
export function unlinkSiblings(repo: Repository, file: string): Action[] {
  const folder = dirname(file);
  const kept = movedFolder(folder);
  const caches = join(kept, '__pycache__');
  const links = namesOf(kept).filter(
    (name) => linkTarget(join(kept, name)) === `../${basename(folder)}/${name}`,
  );
  const cached = namesOf(caches).filter((name) => name.endsWith('.pyc'));
  return [
    ...links.map((name) => deletion(repo, join(kept, name))),
    ...cached.map((name) => deletion(repo, join(caches, name), [caches])),
  ];
}

/** None for a link to a folder, in which nothing is ours. */
const namesOf = (folder: string): string[] => (isFolder(folder) ? namesIn(folder) : []);
