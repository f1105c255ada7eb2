// Joins chunks into files, where each chunk becomes a function that runs when it is first required. Node
// takes 0.25 ms to load a file and npm 1.5 ms to unpack one, so 50 files fewer shorten the first npx by an
// eighth. Loading 100 kB that are not needed takes 3 ms, so there is more than one file.
import { basename } from 'node:path';

const REQUIRED = /require\("\.\/([\w-]+\.js)"\)/g;

/** Larger chunks, in bytes, are not joined: few commands need them. */
const LARGE = 30_000;

/**
 * Decides which chunks are joined into which file.
 *
 * @param files - the code of each chunk, by its name
 * @param outputs - `outputs` of esbuild's metafile, by the same names
 * @param wanted - for each file its modules; all that these import goes into it too, or into the first
 *   of the files that import it
 * @param rest - the file for all other chunks
 * @returns for each file the names of its chunks
 */
export function groupChunks(files, outputs, wanted, rest) {
  const free = new Set([...files].filter(([, code]) => code.length < LARGE).map(([name]) => name));
  const take = (names) => [...names].filter((name) => free.delete(name)).sort();
  const groups = Object.entries(wanted).map(([file, sources]) => [file, take(closure(outputs, sources))]);
  return Object.fromEntries([...groups, [rest, take([...free])]]);
}

function closure(outputs, sources) {
  const names = new Set(
    [...outputs].flatMap(([name, { entryPoint }]) => (sources.includes(entryPoint) ? name : [])),
  );
  if (names.size !== sources.length) throw new Error(`not all of ${sources} have a chunk of their own`);
  for (const name of names) {
    for (const { kind, path } of outputs.get(name).imports) {
      if (kind === 'import-statement' && outputs.has(basename(path))) names.add(basename(path));
    }
  }
  return names;
}

/**
 * Joins the chunks of each group into one file.
 *
 * @param files - the CommonJS code of each chunk, by the name with which others require it
 * @param groups - for each file the names of its chunks
 * @returns the code of each file, by its name
 */
export function joinChunks(files, groups) {
  const home = new Map(Object.entries(groups).flatMap(([file, names]) => names.map((name) => [name, file])));
  // the names have a digest in them, which hardly compresses: short ones make the package 5 kB smaller
  const short = new Map([...home.keys()].map((name, at) => [name, at.toString(36)]));
  const reach = (name) =>
    files.get(name).replace(REQUIRED, (call, other) => {
      if (!home.has(other)) return call;
      const how = home.get(other) === home.get(name) ? 'chunk' : `require("./${home.get(other)}")`;
      return `${how}("${short.get(other)}")`;
    });
  const apart = [...files.keys()].filter((name) => !home.has(name));
  return new Map([
    ...apart.map((name) => [name, reach(name)]),
    ...Object.entries(groups).map(([file, names]) => [file, joined(names, short, reach)]),
  ]);
}

function joined(names, short, reach) {
  const code = names.map((name) => `"${short.get(name)}"(module) {${reach(name)}}`);
  return `"use strict";\n${RUN}\nconst code = {\n${code.join(',\n')}\n};\n`;
}

/** `chunk(name)` is like `require`: it runs each chunk once, and chunks can import each other. */
const RUN = `const modules = {};
const chunk = module.exports = (name) => {
  if (!(name in modules)) code[name](modules[name] = { exports: {} });
  return modules[name].exports;
};`;
