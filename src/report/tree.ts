import { type BytePath, toText } from '../model/byte-path.ts';
import { safeText } from '../model/safe-text.ts';

export interface TreeLeaf {
  readonly path: BytePath;
  /** A note behind the name. */
  readonly note: string;
}

interface Branch {
  readonly folders: Map<string, Branch>;
  readonly leaves: { readonly name: string; readonly note: string }[];
}

const branch = (): Branch => ({ folders: new Map(), leaves: [] });

/** Draws paths as a tree; folders that hold one folder and nothing else share its line. */
export function tree(leaves: readonly TreeLeaf[]): string[] {
  const top = branch();
  for (const { path, note } of leaves) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let at = top;
    for (const part of parts) {
      const next = at.folders.get(part) ?? branch();
      at.folders.set(part, next);
      at = next;
    }
    at.leaves.push({ name, note });
  }
  return [...draw(top, '', true)];
}

function* draw({ folders, leaves }: Branch, indent: string, isTop: boolean): Generator<string> {
  let left = folders.size + leaves.length;
  const prefix = (): readonly [string, string] => {
    left--;
    if (isTop) return ['', ''];
    return left === 0 ? [`${indent}└─ `, `${indent}   `] : [`${indent}├─ `, `${indent}│  `];
  };
  for (const [first, folder] of folders) {
    let [name, within] = [first, folder];
    for (let only = onlyFolder(within); only !== undefined; only = onlyFolder(within)) {
      name = `${name}/${only[0]}`;
      within = only[1];
    }
    const [line, deeper] = prefix();
    yield `${line}${safe(name)}/`;
    yield* draw(within, deeper, false);
  }
  for (const { name, note } of leaves) yield `${prefix()[0]}${safe(name)} ${note}`;
}

function onlyFolder({ folders, leaves }: Branch): [string, Branch] | undefined {
  return folders.size === 1 && leaves.length === 0 ? [...folders][0] : undefined;
}

const safe = (name: string): string => safeText(toText(name as BytePath));
