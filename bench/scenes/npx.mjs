import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { env, PROJECT, run } from '../scratch.mjs';

export const title = 'npx, from an empty cache and from a full one';
export const large = true;
export const rounds = 9;

/** Ours comes from a tarball as long as it is not on the registry: its metadata is not asked for. */
export function setUp(folder) {
  const pack = ['npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder, PROJECT];
  const tarball = join(folder, run(folder, pack));
  const packages = {
    'pyc-guard': [tarball, 'pyc-guard', '--version'],
    husky: ['husky', 'husky', '--help'],
    'lint-staged': ['lint-staged', 'lint-staged', '--version'],
  };
  const cases = Object.entries(packages).flatMap(([name, [spec, ...command]]) => {
    const cwd = join(folder, name);
    const cache = join(folder, `${name}-cache`);
    const full = join(folder, `${name}-full`);
    mkdirSync(cwd);
    const npx = {
      cwd,
      env: { ...env, npm_config_cache: cache },
      run: ['npx', '--yes', '--package', spec, '--', ...command],
    };
    const empty = () => rmSync(cache, { recursive: true, force: true });
    return [
      { name: `${name}, empty cache`, ...npx, before: empty },
      { name: `${name}, full cache`, ...npx, env: { ...env, npm_config_cache: full } },
    ];
  });
  return {
    cases,
    goals: ['husky', 'lint-staged'].map((peer) => ({
      says: `from an empty cache, to ${peer}`,
      value: (t) => t.ratio('pyc-guard, empty cache', `${peer}, empty cache`),
      atMost: 1,
    })),
  };
}
