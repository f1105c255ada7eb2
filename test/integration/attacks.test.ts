import { beforeAll, expect, test } from '@jest/globals';
import { attacks } from '../helpers/attacks.ts';
import { pycNames, readCase } from '../helpers/pyc-fixtures.ts';
import { TestRepo } from '../helpers/repo.ts';

// That Python runs each of them is shown in pyc-attacks.test.ts.
const ALL = pycNames('payload').flatMap((tag) =>
  attacks(readCase(`payload/${tag}.pyc`), tag, 1_700_000_000).map((attack, index) => ({
    ...attack,
    tag,
    path: `${tag}/${index}/${attack.bytecode}`,
  })),
);

interface Found {
  code: string;
  severity: string;
  path: string;
}

/** Codes of errors by path, but for those that only say what a file is named. */
function errors({ findings }: { findings: Found[] }): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { code, severity, path } of findings)
    if (severity === 'error' && code !== 'cache-file')
      found.set(path, [...(found.get(path) ?? []), code].sort());
  return found;
}

const reports: Record<string, Map<string, string[]>> = {};

beforeAll(() => {
  const repo = new TestRepo();
  for (const { tag, path, files, bytecode } of ALL) {
    const folder = path.slice(0, -bytecode.length);
    expect(folder).toContain(tag);
    for (const [name, content] of Object.entries(files)) repo.write(`${folder}${name}`, content);
  }
  repo.git('add', '--force', '--all');
  const paths = ALL.map(({ path }) => path);
  reports.inspect = errors(repo.guardJson(['inspect', ...paths]));
  reports['inspect :PATH'] = errors(repo.guardJson(['inspect', ...paths.map((path) => `:${path}`)]));
  reports['check --content'] = errors(repo.guardJson(['check', '--content']));
  reports['check --tracked --content'] = errors(repo.guardJson(['check', '--tracked', '--content']));
  reports['check --content .'] = errors(repo.guardJson(['check', '--content', '.']));
  repo.git('commit', '--quiet', '--no-verify', '--message', 'attacks');
  reports['check --range'] = errors(repo.guardJson(['check', '--range', 'HEAD']));
}, 120_000);

const COMMANDS = [
  ...['inspect', 'inspect :PATH', 'check --content', 'check --tracked --content', 'check --content .'],
  'check --range',
];

test.each(
  COMMANDS.flatMap((command) =>
    // other names than those of bytecode are looked at by --content, which takes no range
    ALL.filter(({ codes }) => command !== 'check --range' || !codes.includes('renamed-bytecode')).map(
      (attack) => ({
        command,
        ...attack,
      }),
    ),
  ),
)('$command names $name ($tag)', ({ command, path, codes }) => {
  expect(reports[command]?.get(path)).toEqual([...codes].sort());
});

test.each(['inspect', 'check --content', 'check --tracked --content'])('%s names nothing else', (command) => {
  const paths = new Set(ALL.map(({ path }) => path));
  expect([...(reports[command]?.keys() ?? [])].filter((path) => !paths.has(path))).toEqual([]);
});
