import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { env, PROJECT, run } from '../scratch.mjs';

export const title =
  'npx, from an empty cache and from a full one (all from one registry, 20 ms and 40 Mbit/s away, that knows a single version of ours)';
export const large = true;
export const rounds = 9;

const COMMANDS = {
  'pyc-guard': ['pyc-guard', '--version'],
  husky: ['husky', '--help'],
  'lint-staged': ['lint-staged', '--version'],
};

export async function setUp(folder) {
  const pack = ['npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder, PROJECT];
  const tarball = join(folder, run(folder, pack));
  const registry = spawn(process.execPath, [join(PROJECT, 'bench', 'registry.mjs'), tarball], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [address] = await once(registry.stdout, 'data');
  const cases = Object.entries(COMMANDS).flatMap(([name, command]) => {
    const cwd = join(folder, name);
    const cache = join(folder, `${name}-cache`);
    const full = join(folder, `${name}-full`);
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'package.json'), '{ "private": true }\n'); // without it npx uses this project's
    const npx = {
      cwd,
      env: { ...env, npm_config_cache: cache, npm_config_registry: address.toString().trim() },
      run: ['npx', '--yes', '--package', name, '--', ...command],
    };
    const empty = () => rmSync(cache, { recursive: true, force: true });
    return [
      { name: `${name}, empty cache`, ...npx, before: empty },
      { name: `${name}, full cache`, ...npx, env: { ...npx.env, npm_config_cache: full } },
    ];
  });
  return {
    cases,
    tearDown: () => registry.kill(),
    goals: ['husky', 'lint-staged'].map((peer) => ({
      says: `from an empty cache, to ${peer}`,
      value: (t) => t.ratio('pyc-guard, empty cache', `${peer}, empty cache`),
      atMost: 1,
    })),
  };
}
