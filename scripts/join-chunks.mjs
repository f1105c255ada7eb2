// Puts the chunks that almost every command loads into one file, for each file costs Node a quarter of a
// millisecond: 26 of them made a tenth of the time that `check` takes. Within it each stays a function
// of its own, which runs when it is first required.
import { basename } from 'node:path';

const JOINED = 'common.js';
const REQUIRED = /require\("\.\/([\w-]+\.js)"\)/g;

/**
 * @param files - name to CommonJS code, the names as they require each other
 * @param outputs - what esbuild's metafile says of them, by the same names
 * @param sources - modules that are imported dynamically; they are joined with all they can't do without
 * @param apart - the file that is started, which stays one of its own
 * @returns files of the same behaviour
 */
export function joinChunks(files, outputs, sources, apart) {
  const joined = new Set([apart]);
  for (const [name, { entryPoint }] of outputs) if (sources.includes(entryPoint)) joined.add(name);
  if (joined.size !== sources.length + 1) throw new Error(`not all of ${sources} are imported dynamically`);
  for (const name of joined) {
    const needed = outputs.get(name).imports.filter(({ kind }) => kind === 'import-statement');
    for (const { path } of needed) if (files.has(basename(path))) joined.add(basename(path));
  }
  joined.delete(apart);
  const reach = (text, how) =>
    text.replace(REQUIRED, (call, name) => (joined.has(name) ? `${how}("${name}")` : call));
  const code = [...joined].sort().map((name) => {
    const body = reach(files.get(name), 'chunk').replace('"use strict";', '');
    return `${JSON.stringify(name)}(module) {${body}}`;
  });
  const rest = [...files]
    .filter(([name]) => !joined.has(name))
    .map(([name, text]) => [name, reach(text, `require("./${JOINED}")`)]);
  return new Map([...rest, [JOINED, `"use strict";\n${RUN}\nconst code = {\n${code.join(',\n')}\n};\n`]]);
}

/** What a chunk exports; like `require`, it runs each once, and hands out what there is where they import each other. */
const RUN = `const modules = {};
const chunk = module.exports = (name) => {
  if (!(name in modules)) code[name](modules[name] = { exports: {} });
  return modules[name].exports;
};`;
