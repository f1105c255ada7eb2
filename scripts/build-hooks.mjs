// Makes hooks/ of scripts/hooks/: a line `# include NAME` becomes the file parts/NAME.sh. What it makes is
// checked in, since that is what is shipped and read; `--check` fails where the two differ.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'scripts', 'hooks');

/** Every hook by its name, whole. */
export function buildHooks() {
  const names = readdirSync(source).filter((name) => name.endsWith('.sh'));
  return new Map(
    names.map((name) => [name.slice(0, -'.sh'.length), whole(readFileSync(join(source, name), 'utf8'))]),
  );
}

/** Parts may include parts. @throws where a part is not there */
const whole = (text) =>
  text.replace(/^# include ([a-z-]+)\n/gm, (_, part) =>
    whole(readFileSync(join(source, 'parts', `${part}.sh`), 'utf8')),
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
