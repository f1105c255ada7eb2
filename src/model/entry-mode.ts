// The modes of what git tracks, as its index and its trees have them (git-fast-import(1), filemodify).

export const REGULAR = '100644';
export const EXECUTABLE = '100755';
export const LINK = '120000';
/** A submodule (gitglossary(7), "gitlink"). */
export const GITLINK = '160000';

interface WithMode {
  readonly mode: string;
}

/** A regular file: not a symbolic link, whose content is a path, nor a submodule. */
export const isRegular = ({ mode }: WithMode): boolean => mode.startsWith('100');

export const isLink = ({ mode }: WithMode): boolean => mode === LINK;
