// Puts chunks together, each a function that runs when it is first required. A file costs Node a quarter
// of a millisecond whenever it is loaded, and npm one and a half when it is unpacked: 50 files less make
// an eighth of the first npx. But 100 kB that are not needed cost 3 ms, so not all is one.
import { basename } from 'node:path';

const REQUIRED = /require\("\.\/([\w-]+\.js)"\)/g;

/** Chunks larger than this, in bytes, stay files of their own: few commands need them. */
const LARGE = 30_000;

/**
 * @param files - name to code
 * @param outputs - what esbuild's metafile says of them, by the same names
 * @param wanted - a file's name to the modules that go into it, with all they can't do without; where
 *   two files want a chunk, it goes into the first
 * @returns a file's name to the names of its chunks; what nobody wants is in `rest`
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
 * @param files - name to CommonJS code, the names as they require each other
 * @param groups - a file's name to the names of those that go into it
 * @returns files of the same behaviour
 */
export function joinChunks(files, groups) {
  const home = new Map(Object.entries(groups).flatMap(([file, names]) => names.map((name) => [name, file])));
  const reach = (name) =>
    files.get(name).replace(REQUIRED, (call, other) => {
      if (!home.has(other)) return call;
      const how = home.get(other) === home.get(name) ? 'chunk' : `require("./${home.get(other)}")`;
      return `${how}("${other}")`;
    });
  const apart = [...files.keys()].filter((name) => !home.has(name));
  return new Map([
    ...apart.map((name) => [name, reach(name)]),
    ...Object.entries(groups).map(([file, names]) => [file, joined(names, reach)]),
  ]);
}

function joined(names, reach) {
  const code = names.map((name) => `${JSON.stringify(name)}(module) {${reach(name)}}`);
  return `"use strict";\n${RUN}\nconst code = {\n${code.join(',\n')}\n};\n`;
}

/** What a chunk exports; like `require`, it runs each once, and hands out what there is where they import each other. */
const RUN = `const modules = {};
const chunk = module.exports = (name) => {
  if (!(name in modules)) code[name](modules[name] = { exports: {} });
  return modules[name].exports;
};`;
