// Prints npm's bill of materials (CycloneDX) for the packages that are bundled into dist/, which
// dist/THIRD-PARTY-LICENSES.txt names. Run it after the build.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const licences = readFileSync(join(root, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
const bundled = new Set(
  [...licences.matchAll(/^(\S+) (\d+\.\S+) /gm)].map(([, name, version]) => `${name}@${version}`),
);

const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
const { stdout, status } = spawnSync('npm', args, {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
  stdio: ['ignore', 'pipe', 'inherit'],
  shell: process.platform === 'win32',
});
if (status !== 0) process.exit(status ?? 1);
const bom = JSON.parse(stdout);
bom.components = bom.components.filter((each) => bundled.has(each['bom-ref']));
bom.metadata.component.name = 'pyc-guard'; // npm takes the name of the folder
const known = new Set([bom.metadata.component['bom-ref'], ...bundled]);
bom.dependencies = bom.dependencies
  .filter(({ ref }) => known.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => known.has(each)) }));
const missing = [...bundled].filter(
  (each) => !bom.components.some((component) => component['bom-ref'] === each),
);
if (missing.length > 0) throw new Error(`not in the lock file: ${missing.join(', ')}`);
console.log(JSON.stringify(bom, null, 2));
