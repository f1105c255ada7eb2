import type { Rule } from './read-rules.ts';

/** What the rules make of a path, and which of them had the last word. */
export interface Verdict {
  readonly ignored: boolean;
  /** The rule that ignores it; if it is not ignored, the negation (if any) that saw to that. */
  readonly rule: Rule | undefined;
  /** The path itself, or the directory above it whose verdict it shares; ends in `/` if a directory. */
  readonly at: string;
}

/**
 * Rules in file order, ready to be asked. Patterns that name a file or a top directory without a
 * wildcard are found by that name, so that a path meets only the few rules that could match it.
 */
export class RuleSet {
  readonly #anywhere: Rule[] = [];
  readonly #byName = new Map<string, Rule[]>();
  readonly #byTop = new Map<string, Rule[]>();
  readonly #directories = new Map<string, Rule | undefined>();

  constructor(rules: readonly Rule[]) {
    for (const rule of rules) this.#shelf(rule.body).push(rule);
  }

  /**
   * git's rule (gitignore(5)): the last pattern that matches decides, from the top directory down,
   * and nothing below an ignored directory is ever asked about.
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

  /** The last rule that matches this very path and that the caller accepts. */
  last(path: string, accepts?: (rule: Rule) => boolean): Rule | undefined {
    let found: Rule | undefined;
    for (const rules of this.#candidates(path)) {
      for (let i = rules.length - 1; i >= 0; i--) {
        const rule = rules[i];
        if (rule === undefined || (found !== undefined && rule.start <= found.start)) break;
        if ((accepts === undefined || accepts(rule)) && rule.matches(path)) {
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

  #candidates(path: string): Rule[][] {
    const parts = path.split('/');
    const name = parts[parts.length - (path.endsWith('/') ? 2 : 1)] ?? '';
    return [this.#anywhere, this.#byName.get(name) ?? [], this.#byTop.get(parts[0] ?? '') ?? []];
  }

  #shelf(body: string): Rule[] {
    const [first = '', ...rest] = body.replace(/^\//, '').split('/');
    if (/[*?[\\]/.test(first)) return this.#anywhere;
    const anchored = body.startsWith('/') || rest.join('/') !== '';
    const map = anchored ? this.#byTop : this.#byName;
    const shelf = map.get(first) ?? [];
    map.set(first, shelf);
    return shelf;
  }
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
