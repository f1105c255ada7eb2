// Makes hooks/ from scripts/hooks/: each line `# include NAME` is replaced by the file parts/NAME.sh. The
// result is checked in, so that it can be read and reviewed; `--check` fails if it is out of date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'scripts', 'hooks');

/** The text of every hook, by its name. */
export function buildHooks() {
  const names = readdirSync(source).filter((name) => name.endsWith('.sh'));
  return new Map(
    names.map((name) => [name.slice(0, -'.sh'.length), withParts(readFileSync(join(source, name), 'utf8'))]),
  );
}

/** Parts may include parts. @throws if a part is missing */
const withParts = (text) =>
  text.replace(/^# include ([a-z-]+)\n/gm, (_, part) =>
    withParts(readFileSync(join(source, 'parts', `${part}.sh`), 'utf8')),
  );

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of buildHooks()) {
    const file = join(root, 'hooks', name);
    if (!process.argv.includes('--check')) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) {
      console.error(`hooks/${name} is not what scripts/hooks makes: run node scripts/build-hooks.mjs`);
      process.exitCode = 1;
    }
  }
}
