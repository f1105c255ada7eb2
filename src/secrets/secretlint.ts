import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleContext, SecretLintRuleCreator, SecretLintSourceCode } from '@secretlint/types';
import type { Hit } from './hit.ts';
import { mayFind } from './rule-needs.ts';
import { windows } from './windows.ts';

/**
 * Runs the rules of secretlint's recommended preset over a text. They are run here and not by
 * secretlint's core, which lets a `secretlint-disable` inside the text switch them off, prints the
 * text under DEBUG, puts the value into its messages and marks each rule and file for a profiler.
 *
 * A rule gets a long text in pieces, since its regular expressions overflow the stack on a value of
 * megabytes. If one rule throws, the others still run.
 *
 * @param onFailure - gets the name of each rule that threw, once
 * @param isWanted - by a rule's short name
 */
export function secretlintHits(
  content: string,
  onFailure: (rule: string) => void = () => {},
  isWanted: (rule: string) => boolean = () => true,
): Hit[] {
  prepared ??= rules.filter(({ meta }) => meta.id !== COMMENTS).map(prepare);
  const hits: Hit[] = [];
  const failed = new Set<string>();
  for (const { text, start } of windows(content)) {
    const source = { ...FILE, content: text };
    for (const { id, search } of prepared) {
      if (!isWanted(id) || !mayFind(id, text)) continue;
      try {
        for (const hit of search(source))
          hits.push({ ...hit, start: hit.start + start, end: hit.end + start });
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        failed.add(id);
      }
    }
  }
  for (const id of failed) onFailure(id);
  return hits;
}

interface Search {
  readonly id: string;
  readonly search: (source: SecretLintSourceCode) => Hit[];
}

/** The rules, created once, since creating them takes as long as running them. */
let prepared: readonly Search[] | undefined;

/** Left out, because it obeys comments in the text. */
const COMMENTS = '@secretlint/secretlint-rule-filter-comments';

/** `@secretlint/secretlint-rule-github` is `github` here. */
const shortId = ({ meta }: SecretLintRuleCreator): string => meta.id.replace(/^.*secretlint-rule-/, '');

function prepare(rule: SecretLintRuleCreator): Search {
  const id = shortId(rule);
  let hits: Hit[] = [];
  const context: SecretLintRuleContext = {
    sharedOptions: {},
    // Messages would contain the value, so they are never created.
    createTranslator: () => (messageId) => ({ message: '', messageId: String(messageId), data: {} }),
    report: ({ range: [start, end] }) => hits.push({ rule: id, certainty: 'likely', start, end }),
    ignore: () => {},
  };
  const handler = rule.create(context, {});
  const search = (source: SecretLintSourceCode): Hit[] => {
    hits = [];
    // a later finding would be lost, or attributed to another text
    if (handler.file?.(source) instanceof Promise) throw new Error(`the rule ${id} takes its time`);
    return hits;
  };
  return { id, search };
}

/** Only the rule about comments asks for positions. */
const noPlaces = (): never => {
  throw new Error('a rule asks for lines and columns');
};

/** Everything that rules know of a file except its content. */
const FILE: Omit<SecretLintSourceCode, 'content'> = {
  hasBOM: false,
  contentType: 'text',
  filePath: 'module.py',
  ext: '.py',
  physicalFilePath: undefined,
  getFilePath: () => 'module.py',
  getPhysicalFilePath: () => undefined,
  locationToRange: noPlaces,
  rangeToLocation: noPlaces,
  positionToIndex: noPlaces,
  indexToPosition: noPlaces,
};
