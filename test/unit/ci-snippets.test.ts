import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { FORMATS } from '../../src/report/formats.ts';
import { PROJECT } from '../helpers/scratch.ts';

/** What CI is given to copy: blocks of YAML in the documentation. */
const snippets = ['README.md', ...readdirSync(join(PROJECT, 'docs')).map((name) => join('docs', name))]
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) =>
    [...readFileSync(join(PROJECT, name), 'utf8').matchAll(/```ya?ml\n(.*?)```/gs)].map(
      ([, text = '']) => text,
    ),
  );

test('npx starts from an empty folder in CI, where a merge request can bring a node_modules of its own', () => {
  const withNpx = snippets.filter((text) => /\bnpx\b(?!.*would)/.test(text.replaceAll(/#.*/g, '')));
  expect(withNpx.length).toBeGreaterThan(0);
  for (const text of withNpx) expect(text).toMatch(/cd "\$\(mktemp -d\)".*\n.*npx --yes pyc-guard -C "\$/);
});

test('the action installs and starts the package outside the checkout', () => {
  const action = readFileSync(join(PROJECT, 'action.yml'), 'utf8');
  expect(action).not.toMatch(/\bnpx\b/);
  expect(action).toMatch(/name: Get pyc-guard[^-]*?working-directory: \$\{\{ runner\.temp \}\}/s);
  expect(action).toContain('npm install --prefix "$RUNNER_TEMP/pyc-guard"');
});

test.each(FORMATS)('docs/ci.md says what the format %s is for', (format) => {
  expect(readFileSync(join(PROJECT, 'docs', 'ci.md'), 'utf8')).toMatch(
    new RegExp(`^\\| \`${format}\` `, 'm'),
  );
});
