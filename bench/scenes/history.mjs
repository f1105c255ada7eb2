import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { generateHistory, ways } from '../history-ways.mjs';
import { env } from '../scratch.mjs';

export const title = 'history: generated histories (bench/history.mjs takes real ones)';
export const large = true;
export const rounds = 5;

const SIZES = [50, 1_000, 10_000, 100_000];
const LOOP = 'git rev-list --all | while read -r c; do git ls-tree -r --name-only "$c"; done > /dev/null';

export function setUp(folder) {
  const hasFilterRepo = spawnSync('git', ['filter-repo', '--version'], { env }).status === 0;
  const scenes = SIZES.map((size) => {
    const scratch = join(folder, `scratch-${size}`);
    mkdirSync(scratch);
    const cwd = generateHistory(join(folder, `${size}.git`), size);
    const commits = `${size.toLocaleString('en')} commits`;
    const { plumbing, guard, inspecting, analyze } = ways(scratch);
    const each = (name, command, exitCode = 0) => ({
      name: `${commits}: ${name}`,
      run: ['sh', '-c', command],
      cwd,
      env,
      exitCode,
    });
    const found = 1; // the exit code if bytecode is found
    return {
      commits,
      cases: [
        each('git rev-list and diff-tree', plumbing),
        each('pyc-guard history --no-inspect', guard, found),
        each('pyc-guard history', inspecting, found),
        ...(hasFilterRepo ? [each('git filter-repo --analyze', analyze)] : []),
        ...(size === 1_000 ? [each('git ls-tree of each commit', LOOP)] : []),
      ],
    };
  });
  const node = { name: 'node -e 0', run: ['sh', '-c', ways(folder).node], cwd: folder, env };
  return {
    cases: [node, ...scenes.flatMap(({ cases }) => cases)],
    goals: scenes.flatMap(({ commits }) => {
      const ms = (t, name) => t.ms(`${commits}: ${name}`);
      const guard = (t) => ms(t, 'pyc-guard history --no-inspect');
      const least = (t) => ms(t, 'git rev-list and diff-tree') + t.ms('node -e 0');
      const analyze = (t) => ms(t, 'git filter-repo --analyze');
      return [
        {
          says: `${commits}: the listing, to the plumbing and node -e 0`,
          value: (t) => guard(t) / least(t),
          atMost: 1.2,
        },
        ...(hasFilterRepo
          ? [
              {
                says: `${commits}: --analyze to the listing`,
                value: (t) => analyze(t) / guard(t),
                atLeast: 8,
              },
              {
                says: `${commits}: the most that this could be, to the plumbing and node -e 0`,
                value: (t) => analyze(t) / least(t),
              },
            ]
          : []),
      ];
    }),
  };
}
