import { join } from 'node:path';
import { allowLines } from '../fix/attributes-file.ts';
import { allowedAmong } from '../git/attributes.ts';
import { filesNamed, flaggedSuspects, trackedMatching } from '../git/index-entries.ts';
import type { Repository } from '../git/repository.ts';
import { toText } from '../model/byte-path.ts';
import { classify } from '../model/classify.ts';
import { sortOut } from '../model/classify-paths.ts';
import { readState } from '../model/files.ts';
import { cacheFile, type Finding, stray } from '../model/findings.ts';
import { shellQuote } from '../model/shell-quote.ts';
import type { Examined } from './hooks.ts';
import { deleteLine, deleteWord } from './sed-command.ts';

/** Whether cache files are tracked, flagged so that nobody sees them, or allowed for no reason. */
export async function examineIndex(repo: Repository): Promise<Examined> {
  const flags = await flaggedSuspects(repo);
  const sorted = await sortOut([...flags.keys()], (suspects) => allowedAmong(repo, suspects));
  const tracked: Finding[] = sorted.cacheFiles.flatMap(({ path, kind }) => {
    const finding = { ...cacheFile(path, kind), fix: 'npx pyc-guard fix' };
    const flag = flags.get(path);
    if (!flag) return [finding];
    const message = `is marked ${flag}, so git status does not show it`;
    return [finding, { code: 'index-flag', severity: 'warning', path, message, fix: 'npx pyc-guard fix' }];
  });
  const strays = sorted.strays.map((path) => ({
    ...stray(path, false),
    fix: `npx pyc-guard untrack --stray ${shellQuote(`${path.startsWith('-') ? './' : ''}${toText(path)}`)}`,
  }));
  const unused = await unusedAllowances(repo);
  const allowed = sorted.allowed.length > 0 ? `; ${sorted.allowed.length} allowed` : '';
  const message = `no cache file is tracked${allowed}`;
  return {
    findings: [...tracked, ...strays, ...unused],
    passed: tracked.length === 0 ? [{ area: 'index', message }] : [],
  };
}

/** Lines with `-pyc-guard` that let no tracked cache file or stray pass. */
async function unusedAllowances(repo: Repository): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const file of await filesNamed(repo, '.gitattributes')) {
    const state = readState(join(repo.root, toText(file)));
    if (state.type !== 'file') continue;
    for (const { line, text, head, pattern, atTop } of allowLines(state.bytes, file)) {
      const used = (await trackedMatching(repo, atTop)).some((path) => classify(path) !== 'none');
      if (used) continue;
      const alone = /^\s*-pyc-guard\s*$/.test(text.trimStart().slice(head.length));
      const fix = alone ? deleteLine(toText(file), text, line) : deleteWord(toText(file), head, '-pyc-guard');
      const message = 'allows cache files, but none that is tracked';
      findings.push({ code: 'allow-unused', severity: 'note', file, line, pattern, message, fix });
    }
  }
  return findings;
}
