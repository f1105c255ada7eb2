import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT } from '../helpers/scratch.ts';

const read = (name: string): string => readFileSync(join(PROJECT, name), 'utf8').replaceAll('\r\n', '\n');
const about = JSON.parse(read('package.json'));
const [, HOME = '', OWNER = ''] =
  /^git\+(https:\/\/github\.com\/([^/]+)\/pyc-guard)\.git$/.exec(about.repository.url) ?? [];

const DOCS = readdirSync(join(PROJECT, 'docs')).map((name) => `docs/${name}`);
const PAGES = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'action.yml', ...DOCS];

/** Where the links of a page lead, those of references included; code is left out. */
function links(name: string): string[] {
  const prose = read(name)
    .replaceAll(/```.*?```/gs, '')
    .replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map(
    ([, inline, reference]) => inline ?? reference ?? '',
  );
}

/** The anchors that GitHub makes of a page's headings. */
const anchors = (name: string): string[] =>
  [...read(name).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

function leadsSomewhere(file: string, anchor: string | undefined): boolean {
  if (!existsSync(join(PROJECT, file))) return false;
  return anchor === undefined || anchors(file).includes(anchor);
}

describe('addresses', () => {
  test('package.json names one owner', () => {
    expect(OWNER).not.toBe('');
    expect(about).toMatchObject({ homepage: `${HOME}#readme`, bugs: { url: `${HOME}/issues` } });
  });

  test.each(PAGES)('%s names the owner that package.json names', (name) => {
    const named = read(name).matchAll(/(?:github\.com\/|uses: )([\w-]+)\/pyc-guard\b/g);
    expect([...named].filter(([, owner]) => owner !== OWNER)).toEqual([]);
  });

  test('every link of the README leads somewhere for whoever reads it on npm, too', () => {
    const shipped = ['LICENSE', 'README.md', 'package.json', ...about.files];
    const dead = links('README.md').filter((link) => {
      if (!link.startsWith('https:')) return !shipped.includes(link.split('#')[0] as string);
      const [file, anchor] = link.slice(`${HOME}/blob/main/`.length).split('#');
      return link.startsWith(`${HOME}/`) && !leadsSomewhere(file as string, anchor);
    });
    expect(dead).toEqual([]);
  });

  test.each(PAGES)('no link between files is dead: %s', (name) => {
    const dead = links(name)
      .filter((link) => !/^(https?|mailto):/.test(link))
      .filter((link) => {
        const [file, anchor] = link.split('#');
        return !leadsSomewhere(file === '' ? name : join(dirname(name), file as string), anchor);
      });
    expect(dead).toEqual([]);
  });

  test('whoever meets a bug is told where to report it, by the address in package.json', () => {
    expect(read('scripts/build-program.mjs')).toContain('PYC_GUARD_BUGS: JSON.stringify(bugs.url)');
    expect(read('README.md')).toContain(about.bugs.url);
    expect(read('SECURITY.md')).toContain(`${HOME}/security/advisories/new`);
  });
});

test('the newest version in the changelog is the one in package.json', () => {
  const headings = [...read('CHANGELOG.md').matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings.filter((heading) => heading !== 'Unreleased')[0]).toBe(about.version);
});
