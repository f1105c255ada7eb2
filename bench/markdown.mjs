// Writes results and a description of the machine as Markdown.
import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import process from 'node:process';
import { peerVersion } from './scratch.mjs';

const PEERS = ['husky', 'lefthook', 'simple-git-hooks', 'lint-staged', '@j178/prek'];

export function describeMachine() {
  const version = (program) => {
    try {
      return execFileSync(program, ['--version'], { encoding: 'utf8' }).trim().split('\n')[0];
    } catch {
      return `${program}: none`;
    }
  };
  return {
    cpu: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${process.platform} ${process.arch}`,
    load: loadavg()[0].toFixed(1),
    node: process.version,
    git: version('git'),
    preCommit: version('pre-commit'),
  };
}

export function toMarkdown({ machine, scenes }) {
  return [...(machine === undefined ? [] : head(machine)), ...scenes.flatMap(sceneLines), ''].join('\n');
}

function head({ cpu, memory, system, load, node, git, preCommit }) {
  const peers = PEERS.map((name) => `${name} ${peerVersion(name) ?? '(not measured)'}`);
  return [
    '# Measured beside the peers',
    '',
    'Made by `npm run bench`. All cases of a scene take turns; times are medians in milliseconds with the',
    'middle half of the runs in brackets. Ratio and added time are medians over the rounds, against the',
    'first line of each table. Memory is the most that a single process held.',
    '',
    `${cpu}, ${memory}, ${system}; load ${load} at the start. Node ${node}, ${git}, ${preCommit}, ${peers.join(', ')}.`,
  ];
}

function sceneLines({ title, rounds, cases, goals }) {
  return [
    '',
    `## ${title}`,
    '',
    ...(cases.length > 0 ? [`${rounds} rounds.`, '', ...table(cases), ''] : []),
    ...goals.map(goalLine),
  ];
}

const table = (cases) => [
  '| | ms | middle half | ratio | added ms | peak MB |',
  '|---|---:|---:|---:|---:|---:|',
  ...cases.map(
    ({ name, median, quartiles: [low, high], ratio, added, peak }) =>
      `| ${name} | ${fixed(median)} | ${fixed(low)} to ${fixed(high)} | ${ratio.toFixed(2)} | ${fixed(added)} | ${peak === null ? '' : fixed(peak)} |`,
  ),
];

function goalLine({ says, value, atMost, atLeast }) {
  if (atMost === undefined && atLeast === undefined) return `- ${says}: ${value.toFixed(2)}`;
  const met = atMost === undefined ? value >= atLeast : value <= atMost;
  const bound = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  return `- ${says}: **${value.toFixed(2)}** (wanted: ${bound}${met ? '' : '; **missed**'})`;
}

const fixed = (number) => number.toFixed(Math.abs(number) < 100 ? 1 : 0);
