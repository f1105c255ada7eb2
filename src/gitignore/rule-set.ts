import type { Rule } from './read-rules.ts';

/** Whether a path is ignored, and which rule decided that. */
export interface Verdict {
  readonly ignored: boolean;
  /** The rule that ignores it, or the negation, if any, that re-includes it. */
  readonly rule: Rule | undefined;
  /** The path that the rule matched: the path itself or a directory above it, which ends in `/`. */
  readonly at: string;
}

/**
 * The rules of a file, indexed. Patterns that name a file or a top directory without a wildcard
 * are found by that name, so that a path is compared only with the few rules that could match it.
 */
export class RuleSet {
  readonly #accepts: (rule: Rule) => boolean;
  readonly #anywhere: Rule[] = [];
  readonly #byName = new Map<string, Rule[]>();
  readonly #byTop = new Map<string, Rule[]>();
  readonly #byPath = new Map<string, Rule[]>();
  readonly #directories = new Map<string, Rule | undefined>();

  /** `accepts` can exclude rules; it is called only for rules that match. */
  constructor(rules: readonly Rule[], accepts: (rule: Rule) => boolean = () => true) {
    this.#accepts = accepts;
    for (const rule of rules) this.#shelf(rule.body).push(rule);
  }

  /**
   * git's rule (gitignore(5)): the last pattern that matches decides, from the top directory down,
   * and nothing below an ignored directory is examined.
   */
  verdict(path: string): Verdict {
    let negation: Rule | undefined;
    for (const at of withParents(path)) {
      const rule = at.endsWith('/') ? this.#lastForDirectory(at) : this.last(at);
      if (rule !== undefined && !rule.negative) return { ignored: true, rule, at };
      negation = rule ?? negation;
    }
    return { ignored: false, rule: negation, at: path };
  }

  /** The last rule before an offset that matches exactly this path. */
  last(path: string, before = Number.POSITIVE_INFINITY): Rule | undefined {
    let found: Rule | undefined;
    for (const rules of this.#candidates(path)) {
      for (let i = rules.length - 1; i >= 0; i--) {
        const rule = rules[i];
        if (rule === undefined || (found !== undefined && rule.start <= found.start)) break;
        if (rule.start < before && rule.matches(path) && this.#accepts(rule)) {
          found = rule;
          break;
        }
      }
    }
    return found;
  }

  #lastForDirectory(path: string): Rule | undefined {
    if (!this.#directories.has(path)) this.#directories.set(path, this.last(path));
    return this.#directories.get(path);
  }

  #candidates(path: string): (readonly Rule[])[] {
    const bare = path.endsWith('/') ? path.slice(0, -1) : path;
    const slash = bare.indexOf('/');
    return [
      this.#anywhere,
      this.#byName.get(bare.slice(bare.lastIndexOf('/') + 1)) ?? NONE,
      this.#byPath.get(bare) ?? NONE,
      this.#byTop.get(slash < 0 ? bare : bare.slice(0, slash)) ?? NONE,
    ];
  }

  #shelf(body: string): Rule[] {
    const bare = body.slice(body.startsWith('/') ? 1 : 0, body.endsWith('/') ? -1 : undefined);
    const anchored = body.startsWith('/') || bare.includes('/');
    if (!WILD.test(bare)) return shelve(anchored ? this.#byPath : this.#byName, bare);
    const top = bare.split('/', 1)[0] ?? '';
    return WILD.test(top) ? this.#anywhere : shelve(this.#byTop, top);
  }
}

const NONE: readonly Rule[] = [];
const WILD = /[*?[\\]/;

function shelve(map: Map<string, Rule[]>, key: string): Rule[] {
  const shelf = map.get(key) ?? [];
  if (shelf.length === 0) map.set(key, shelf);
  return shelf;
}

/** `a/b/c` → `a/`, `a/b/`, `a/b/c`. */
export function withParents(path: string): string[] {
  const paths: string[] = [];
  for (let slash = path.indexOf('/'); slash >= 0 && slash < path.length - 1; ) {
    paths.push(path.slice(0, slash + 1));
    slash = path.indexOf('/', slash + 1);
  }
  paths.push(path);
  return paths;
}
