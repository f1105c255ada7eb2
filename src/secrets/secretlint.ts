import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type {
  SecretLintRuleContext,
  SecretLintRuleCreator,
  SecretLintRuleReportHandler,
  SecretLintSourceCode,
} from '@secretlint/types';
import type { Hit } from './hit.ts';

/**
 * Runs the rules of secretlint's recommended preset over a text. They are driven here and not by
 * secretlint's core, which lets a `secretlint-disable` inside the text switch them off, prints the
 * text under DEBUG, puts the value into its messages and marks each rule and file for a profiler.
 */
export async function secretlintHits(content: string): Promise<Hit[]> {
  const source = sourceOf(content);
  const hits: Hit[] = [];
  for (const rule of rules) {
    if (rule.meta.id === COMMENTS) continue;
    await start(rule, (start, end) =>
      hits.push({ rule: shortId(rule), certainty: 'likely', start, end }),
    ).file?.(source);
  }
  return hits;
}

/** Obeys comments in the text. */
const COMMENTS = '@secretlint/secretlint-rule-filter-comments';

/** `@secretlint/secretlint-rule-github` is `github` here. */
const shortId = ({ meta }: SecretLintRuleCreator): string => meta.id.replace(/^.*secretlint-rule-/, '');

function start(
  rule: SecretLintRuleCreator,
  report: (start: number, end: number) => void,
): SecretLintRuleReportHandler {
  const context: SecretLintRuleContext = {
    sharedOptions: {},
    // Messages hold the value: they are never made.
    createTranslator: () => (messageId) => ({ message: '', messageId: String(messageId), data: {} }),
    report: ({ range: [start, end] }) => report(start, end),
    ignore: () => {},
  };
  return rule.create(context, {});
}

/** Only the rule about comments asks for places. */
const noPlaces = (): never => {
  throw new Error('a rule asks for lines and columns');
};

const sourceOf = (content: string): SecretLintSourceCode => ({
  ...{
    content,
    hasBOM: false,
    contentType: 'text',
    filePath: 'module.py',
    ext: '.py',
    physicalFilePath: undefined,
  },
  getFilePath: () => 'module.py',
  getPhysicalFilePath: () => undefined,
  ...{ locationToRange: noPlaces, rangeToLocation: noPlaces },
  ...{ positionToIndex: noPlaces, indexToPosition: noPlaces },
});
