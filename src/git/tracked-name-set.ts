import { type BytePath, composed, fromText, toText } from '../model/byte-path.ts';
import type { NameRules } from './name-rules.ts';

/** Tracked paths, found by the folder they are in. */
export class TrackedNames {
  readonly #folders = new Map<string, Set<string>>();
  readonly rules: NameRules;

  constructor(rules: NameRules) {
    this.rules = rules;
  }

  add(path: BytePath): void {
    const folded = this.#fold(path);
    const slash = folded.lastIndexOf('/');
    const folder = slash < 0 ? '' : folded.slice(0, slash);
    const names = this.#folders.get(folder);
    if (names === undefined) this.#folders.set(folder, new Set([folded.slice(slash + 1)]));
    else names.add(folded.slice(slash + 1));
  }

  /** Whether a name in this folder is tracked, as a function; `null` if none is. */
  in(folder: string): ((name: string) => boolean) | null {
    if (this.#folders.size === 0) return null;
    const names = this.#folders.get(this.#fold(folder));
    return names === undefined ? null : (name) => names.has(this.#fold(name));
  }

  /** On macOS a name on disk may have another Unicode form than in git (core.precomposeUnicode). */
  #fold(path: string): string {
    const whole = composed(path as BytePath);
    return this.rules.ignoreCase ? fromText(toText(whole).toLowerCase()) : whole;
  }
}
