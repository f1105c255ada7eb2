import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from '@jest/globals';
import { fakeSecret } from '../helpers/fake-secrets.ts';
import { python } from '../helpers/python.ts';
import { TestRepo } from '../helpers/repo.ts';
import { PROJECT } from '../helpers/scratch.ts';

const README = join(PROJECT, 'README.md');
const TRANSCRIPT = /(?<=## What you see\n.*?```console\n).*?(?=```)/s;

/** A repository in which caches were committed, one of them with a secret. */
function polluted(): TestRepo {
  const repo = new TestRepo();
  repo.write('shop/cart.py', 'TAX = 0.2\n');
  repo.write('shop/settings.py', `API_TOKEN = "${fakeSecret('github', 1)}"\n`);
  repo.run(python(), ['-m', 'compileall', '-q', 'shop']);
  repo.commitAll();
  return repo;
}

test('what the README shows is what a person sees', () => {
  const readme = readFileSync(README, 'utf8').replaceAll('\r\n', '\n');
  const [shown = ''] = TRANSCRIPT.exec(readme) ?? [];
  const typed = [...shown.matchAll(/^\$ (.*)$/gm)].map(([, line = '']) => line);
  expect(typed.length).toBeGreaterThan(0);
  const repo = polluted();
  const seen = typed.map((line) => {
    const [, args] = /^npx pyc-guard ?(.*)$/.exec(line) ?? [];
    const { stdout, stderr } =
      args === undefined ? repo.run('sh', ['-c', line]) : repo.guard(args.split(' ').filter(Boolean));
    return `$ ${line}\n${stdout}${stderr}`.replaceAll(/cpython-\d+/g, 'cpython-311').trimEnd();
  });
  const now = `${seen.join('\n\n')}\n`;
  if (process.env.PYC_GUARD_GOLDEN === 'write')
    writeFileSync(
      README,
      readme.replace(TRANSCRIPT, () => now),
    );
  else expect(shown).toBe(now);
});
