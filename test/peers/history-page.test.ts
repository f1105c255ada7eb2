import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage } from '../helpers/browser.ts';
import { plant } from '../helpers/planted.ts';
import { readCase } from '../helpers/pyc-fixtures.ts';
import { TestRepo } from '../helpers/repo.ts';
import { PROJECT } from '../helpers/scratch.ts';

const MARKUP = [
  '<img src=x onerror="window.harm=1">.pyc',
  '</script><script>window.harm=1</script>.pyc',
  '<!--<script>.pyc',
  "';window.harm=1;'.pyc",
  '"onmouseover="window.harm=1.pyc',
  '\u202egnp.pyc',
  `\${window.harm=1}.pyc`,
];

/** Looked at by people; CI keeps them as artefacts. */
const SCREENSHOTS = join(PROJECT, 'test', 'out');

const repo = new TestRepo([], '<b>repo & co');
for (const name of MARKUP) repo.write(`${name.replaceAll('/', '\u2215')}`, `content of ${name}`);
repo.write('</script><script>window.harm=1</script>.pyc', 'in folders that are markup');
for (let i = 0; i < 60; i++) repo.write(`pkg/__pycache__/m${i}.cpython-311.pyc`, 'x'.repeat(100 * (i + 1)));
repo.write('planted/__pycache__/planted.cpython-311.pyc', plant(readCase('planted/cpython-311.pyc')));
repo.commitAll();
repo.run('git', ['rm', '--quiet', '-r', 'pkg']);
repo.run('git', ['commit', '--quiet', '--message', 'gone'], {
  env: { GIT_COMMITTER_DATE: '2100-01-01T00:00:00Z' },
});
const file = repo.path('.git/page.html');
const report = repo.guardJson(['history', '--html', file]);

let browser: Browser;
let page: Page;
let complaints: string[];
let requests: string[];
beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, complaints, requests } = await openPage(browser, file));
});
afterAll(() => browser.close());

const textOf = (selector: string) => page.locator(selector).textContent();
const rowsOf = (label: string) => page.locator(`table[aria-label="${label}"] tbody tr`);

describe('the page of a history', () => {
  test('has no complaint and asks for nothing but itself', () => {
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  test('shows the numbers of the JSON', async () => {
    for (const key of ['blobs', 'paths', 'commits', 'secrets', 'allowed']) {
      expect([key, await textOf(`#${key}`)]).toEqual([key, report.summary[key].toLocaleString('en')]);
    }
    const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
    expect(await textOf('#bytes')).toBe(kB(report.summary.bytes));
    expect(await textOf('.card:has(#bytes) dt')).toContain(kB(report.summary.packedBytes));
  });

  test('holds every version, path by path', async () => {
    await page.getByRole('button', { name: 'Show more' }).last().click();
    const shown = await rowsOf('versions').evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)),
    );
    const versions = report.findings.filter(({ code }: { code: string }) => code === 'cache-file');
    expect(shown).toHaveLength(versions.length);
    const plain = (text: string) => text.replaceAll('\u202e', '\\u{202e}');
    expect(shown.map(([path]) => path).sort()).toEqual(
      versions.map(({ path }: { path: string }) => plain(path)).sort(),
    );
  });

  test('sorts by a column and back', async () => {
    const first = () => rowsOf('versions').first().locator('td').nth(1).textContent();
    const head = page.locator('table[aria-label="versions"] th').nth(1);
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    const largest = await first();
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect(await first()).not.toBe(largest);
    await head.getByRole('button').click();
    expect(await first()).toBe(largest);
  });

  test('finds what is searched for', async () => {
    const search = page.getByLabel('Search versions');
    await search.fill('M59.CPYTHON');
    expect(await rowsOf('versions').count()).toBe(1);
    await search.fill('');
  });

  test('names with markup in them do nothing', async () => {
    expect(await page.evaluate('window.harm')).toBeUndefined();
    expect(await page.locator('img, b, main script').count()).toBe(0);
    expect(await textOf('h1')).toContain('<b>repo & co');
  });

  test('its policy runs no other script and loads nothing', async () => {
    const { page: other } = await openPage(browser, file);
    await other.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'window.harm = 1';
      document.body.append(script);
    }`);
    expect(await other.evaluate('window.harm')).toBeUndefined();
    const fetched = await other.evaluate("fetch('https://localhost:1/').then(String, (error) => error.name)");
    expect(fetched).toBe('TypeError');
    const styled = await other.evaluate(`{
      document.body.insertAdjacentHTML('beforeend', '<p id="styled" style="color: rgb(1, 2, 3)">x</p>');
      getComputedStyle(document.querySelector('#styled')).color;
    }`);
    expect(styled).not.toBe('rgb(1, 2, 3)');
  });

  test('has the secrets above everything but the numbers, and says when it was made', async () => {
    const heads = await page.locator('h2').allTextContents();
    expect(heads[0]).toContain('Secrets');
    expect(await rowsOf('secrets').count()).toBe(Math.min(25, report.summary.secrets));
    expect(await textOf('.made')).toContain(new Date().toISOString().slice(0, 10));
  });

  test('its legend has the newest values before anybody points at the chart', async () => {
    const legend = await page.locator('.u-legend').textContent();
    expect(legend).toMatch(/day:? ?\d{4}-\d{2}-\d{2}/);
    expect(legend).toMatch(/in every clone:? ?[\d.]+ kB/);
  });

  test('at 390 pixels a row is stacked, and all of it is on the screen', async () => {
    const { page: narrow } = await openPage(browser, file, { viewport: { width: 390, height: 844 } });
    const outside = await narrow.evaluate<number>(
      '[...document.querySelectorAll("td")].filter((cell) => cell.getBoundingClientRect().right > 390).length',
    );
    expect(outside).toBe(0);
  });

  test('on paper it has every row', async () => {
    const { page: paper } = await openPage(browser, file);
    const versions = report.findings.filter(({ code }: { code: string }) => code === 'cache-file').length;
    const rows = () => paper.locator('table[aria-label="versions"] tbody tr').count();
    expect(await rows()).toBe(25);
    await paper.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    expect(await rows()).toBe(versions);
    await paper.evaluate("window.dispatchEvent(new Event('afterprint'))");
    expect(await rows()).toBe(25);
  });

  test('draws its chart in light, in dark, narrow and on paper', async () => {
    const backgrounds: string[] = [];
    mkdirSync(SCREENSHOTS, { recursive: true });
    for (const options of [
      { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
      { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
      { colorScheme: 'light', viewport: { width: 390, height: 844 } },
      { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
    ] as const) {
      const opened = await openPage(browser, file, options);
      await opened.page.waitForSelector('canvas');
      expect(opened.complaints).toEqual([]);
      backgrounds.push(await opened.page.evaluate<string>('getComputedStyle(document.body).backgroundColor'));
      const overflow = await opened.page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBeLessThanOrEqual(0);
      const name = `history-page-${options.viewport.width}-${options.colorScheme}`;
      await opened.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
      const pdf = await opened.page.pdf({ path: join(SCREENSHOTS, `${name}.pdf`) });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    }
    expect(new Set(backgrounds).size).toBe(2);
  });

  test('says so where nothing was ever committed', async () => {
    const clean = new TestRepo();
    clean.write('m.py');
    clean.commitAll();
    const other = clean.path('.git/page.html');
    expect(clean.guard(['history', '--html', other]).code).toBe(0);
    const opened = await openPage(browser, other);
    expect(opened.complaints).toEqual([]);
    expect(await opened.page.locator('main').textContent()).toContain('No cache file was ever committed.');
  });
});

test('a dry run writes no page', () => {
  const none = repo.path('.git/none.html');
  const dry = repo.guardJson(['history', '--dry-run', '--html', none]);
  expect(dry.actions).toEqual([{ do: 'write-page', path: none }]);
  expect(repo.run('ls', [none]).code).not.toBe(0);
});
