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
  type Look,
  lookInto,
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
  let look: Look | Skipped = 'absent';
  const isNamed = group.some(({ path }) => isBytecodeByName(path));
  const sights = group.map((blob) => new Sight(blob));
  let left = sights.length;
  const conclude = async (sight: Sight<B>): Promise<void> => {
    await onInspected(sight.blob, typeof look === 'string' ? look : await sight.inspect(look));
    sight.forget();
    left -= 1;
    // questions are made long before they are answered; old objects keep new ones from being collected
    if (left === 0) look = 'absent';
  };
  yield {
    name: group[0]?.oid ?? '',
    take: async (answer) => {
      if (answer?.type === 'blob') look = await lookInto(answer.content, answer.size, isNamed);
      for (const sight of sights) if (sight.asked.length === 0) await conclude(sight);
    },
  };
  for (const sight of sights)
    for (const [index, { path, name }] of sight.asked.entries())
      yield {
        name,
        take: async (answer) => {
          sight.note(path, answer);
          if (index === sight.asked.length - 1) await conclude(sight);
        },
      };
}

/** The files beside one blob, added as git answers. */
class Sight<B extends BlobAt> {
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

  async inspect(look: Look): Promise<Inspection> {
    // a file that git could not be asked about must not be reported as missing
    const around = { source: this.#source, exists: (path: BytePath) => !this.#absent.has(path) };
    const { path, hasScript } = this.blob;
    const folder = folderOfScripts(path, look, around);
    if (folder === undefined || hasScript === undefined) return inspectBlob(path, look, around);
    return inspectBlob(path, look, { ...around, hasScript: await hasScript(folder) });
  }
}
