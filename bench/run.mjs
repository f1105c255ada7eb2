// Measures the program and others that do the same: `npm run bench` for all scenes, `npm run bench -- gate fix`
// for some, `--quick` for a minute. A full run writes RESULTS.md; every run writes out/results.json.
// measure.mjs says what a scene is.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describeMachine, toMarkdown } from './markdown.mjs';
import { compare, measure, peakMemory, quantile } from './measure.mjs';
import { OUT, PROJECT } from './scratch.mjs';

const QUICK_ROUNDS = 5;

const all = readdirSync(join(PROJECT, 'bench', 'scenes')).map((file) => file.replace(/\.mjs$/, ''));
const args = process.argv.slice(2);
const quick = args.includes('--quick');
const named = args.filter((arg) => arg !== '--quick');
for (const name of named) {
  if (!all.includes(name)) throw new Error(`there is no scene ${name}: ${all.join(', ')}`);
}

execFileSync(process.execPath, [join(PROJECT, 'scripts', 'build.mjs')], { stdio: 'inherit' });
mkdirSync(OUT, { recursive: true });
const machine = describeMachine();
const scenes = [];
for (const name of named.length > 0 ? named : all) {
  const scene = await import(`./scenes/${name}.mjs`);
  if (quick && scene.large && named.length === 0) continue;
  scenes.push(await play(name, scene));
  process.stdout.write(toMarkdown({ scenes: scenes.slice(-1) }));
}

const results = { machine, quick, scenes };
writeFileSync(join(OUT, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
if (!quick && named.length === 0) {
  writeFileSync(join(PROJECT, 'bench', 'RESULTS.md'), toMarkdown(results));
}

async function play(name, { title, rounds = 30, setUp }) {
  const folder = mkdtempSync(join(OUT, `${name}-`));
  let tearDown = () => {};
  try {
    const scene = await setUp(folder);
    tearDown = scene.tearDown ?? tearDown;
    const { cases, goals } = scene;
    const count = quick ? QUICK_ROUNDS : rounds;
    const times = measure(cases, count);
    const t = compare(times);
    return {
      name,
      title,
      rounds: count,
      cases: cases.map((each) => ({
        name: each.name,
        median: t.ms(each.name),
        quartiles: [0.25, 0.75].map((q) => quantile(times.get(each.name), q)),
        ratio: t.ratio(each.name, cases[0].name),
        added: t.added(each.name, cases[0].name),
        peak: peakMemory(each),
      })),
      goals: goals.map(({ says, value, atMost, atLeast }) => ({ says, value: value(t), atMost, atLeast })),
    };
  } finally {
    tearDown();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
