import { cacheName } from '../bytecode/findings/cache-name.ts';
import { neighboursOf } from '../bytecode/findings/neighbours.ts';
import type { Answer } from '../git/batch-reader.ts';
import { readObjects } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import type { BytePath } from '../model/byte-path.ts';
import { isBytecodeByName } from '../model/classify.ts';
import {
  folderOfScripts,
  type Inspection,
  inspectBlob,
  type ScannedFile,
  scanFile,
  wantedOf,
} from './inspect-blob.ts';

/** One blob at one path. */
export interface BlobAt {
  readonly oid: string;
  readonly path: BytePath;
  /**
   * Git's name for the object at another path in the same place (the index or a commit): an id or
   * `<commit>:<path>`. `null` if there is none, `undefined` if git can't be asked.
   */
  readonly nameOf: (path: BytePath) => string | null | undefined;
  /** Whether the same place has a script in a folder; absent where that can't be asked. */
  readonly hasScript?: (folder: BytePath) => Promise<boolean>;
}

/** Why a blob was not inspected. */
export type Skipped = 'absent';

type OnInspected<B> = (blob: B, result: Inspection | Skipped) => void | Promise<void>;

/**
 * Inspects blobs and compares them with the files beside them, through one `git cat-file --batch`.
 * Blobs with the same id, one after the other, are read once.
 *
 * @param onInspected - git waits until it is done
 */
export async function inspectBlobs<B extends BlobAt>(
  repo: Repository,
  blobs: Iterable<B>,
  onInspected: OnInspected<B>,
): Promise<void> {
  const waiting: Question[] = [];
  const names = function* (): Generator<string> {
    for (const group of groups(blobs))
      for (const question of questions(group, onInspected)) {
        waiting.push(question);
        yield question.name;
      }
  };
  const onAnswer = (answer: Answer): Promise<void> | undefined => waiting.shift()?.take(answer);
  await readObjects(repo, names(), onAnswer, (_, size) => wantedOf(size), 'follow');
}

interface Question {
  readonly name: string;
  readonly take: (answer: Answer) => Promise<void>;
}

function* groups<B extends BlobAt>(blobs: Iterable<B>): Generator<B[]> {
  let group: B[] = [];
  for (const blob of blobs) {
    if (group[0] !== undefined && group[0].oid !== blob.oid) {
      yield group;
      group = [];
    }
    group.push(blob);
  }
  if (group.length > 0) yield group;
}

/** The blob first, then the files beside it at each of its paths. */
function* questions<B extends BlobAt>(group: readonly B[], onInspected: OnInspected<B>): Generator<Question> {
  let scanned: ScannedFile | Skipped = 'absent';
  const isNamed = group.some(({ path }) => isBytecodeByName(path));
  const pending = group.map((blob) => new PendingInspection(blob));
  let left = pending.length;
  const conclude = async (one: PendingInspection<B>): Promise<void> => {
    await onInspected(one.blob, typeof scanned === 'string' ? scanned : await one.inspect(scanned));
    one.forget();
    left -= 1;
    // questions are made long before they are answered; old objects keep new ones from being collected
    if (left === 0) scanned = 'absent';
  };
  yield {
    name: group[0]?.oid ?? '',
    take: async (answer) => {
      if (answer?.type === 'blob') scanned = await scanFile(answer.content, answer.size, isNamed);
      for (const one of pending) if (one.asked.length === 0) await conclude(one);
    },
  };
  for (const one of pending)
    for (const [index, { path, name }] of one.asked.entries())
      yield {
        name,
        take: async (answer) => {
          one.note(path, answer);
          if (index === one.asked.length - 1) await conclude(one);
        },
      };
}

/** The files beside one blob, added as git answers. */
class PendingInspection<B extends BlobAt> {
  readonly blob: B;
  readonly asked: readonly { readonly path: BytePath; readonly name: string }[];
  readonly #absent = new Set<BytePath>();
  #source: Uint8Array | null = null;

  constructor(blob: B) {
    this.blob = blob;
    const asked: { path: BytePath; name: string }[] = [];
    for (const path of neighboursOf(blob.path)) {
      const name = blob.nameOf(path);
      if (name === null) this.#absent.add(path);
      else if (name !== undefined) asked.push({ path, name });
    }
    this.asked = asked;
  }

  note(path: BytePath, answer: Answer): void {
    if (answer === null) this.#absent.add(path);
    else if (path === cacheName(this.blob.path)?.source && answer.type === 'blob' && answer.isWhole)
      this.#source = answer.content;
  }

  forget(): void {
    this.#source = null;
  }

  async inspect(scanned: ScannedFile): Promise<Inspection> {
    // a file that git could not be asked about must not be reported as missing
    const beside = { source: this.#source, exists: (path: BytePath) => !this.#absent.has(path) };
    const { path, hasScript } = this.blob;
    const folder = folderOfScripts(path, scanned, beside);
    if (folder === undefined || hasScript === undefined) return inspectBlob(path, scanned, beside);
    return inspectBlob(path, scanned, { ...beside, hasScript: await hasScript(folder) });
  }
}
