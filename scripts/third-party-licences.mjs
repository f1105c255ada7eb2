// Joins the licence texts of all bundled packages into one, which is shipped.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param inputs - paths of the files that esbuild has bundled, relative to the top of the project
 * @returns name, version and licence of each package among them
 */
export function thirdPartyLicences(inputs) {
  const packages = new Set(
    inputs.flatMap((input) => /(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
  );
  return [...[...packages].sort().map(licence), ...withinPreset()].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Name, version and licence text of a package that is part of the bundle. */
function licence(folder) {
  const about = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const text = [
    'LICENSE',
    'LICENSE.md',
    'LICENSE.txt',
    'LICENSE-MIT',
    'license',
    'LICENCE',
    'license.md',
  ].flatMap((name) => {
    try {
      return [readFileSync(join(root, folder, name), 'utf8')];
    } catch {
      return [];
    }
  })[0];
  return `${about.name} ${about.version} (${about.license})\n\n${text ?? `Licence: ${about.license}`}\n`;
}

/**
 * The packages that secretlint's preset has bundled, by its source map, with their licence texts from
 * scripts/licences, since the preset lacks them. A missing text ends the build.
 */
function withinPreset() {
  const preset = join(root, 'node_modules/@secretlint/secretlint-rule-preset-recommend/module');
  const { sources } = JSON.parse(readFileSync(join(preset, 'index.js.map'), 'utf8'));
  const names = sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []);
  const texts = new Set(names.map((name) => name.replace(/^lodash\..*/, 'lodash').replace('/', '+')));
  return [...texts].sort().map((name) => {
    const text = readFileSync(join(root, 'scripts/licences', `${name}.txt`), 'utf8');
    return `${name.replace('+', '/')} (MIT, within @secretlint/secretlint-rule-preset-recommend)\n\n${text}`;
  });
}
