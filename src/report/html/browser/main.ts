import { formatBytes } from '../../format-bytes.ts';
import type { FileRow, LeakRow, PageData } from '../page-types.ts';
import { bars } from './bars.ts';
import { chart } from './chart.ts';
import { element, number, section } from './dom.ts';
import { type Column, table } from './table.ts';

const data = JSON.parse(document.getElementById('data')?.textContent ?? '{}') as PageData;

const size = (bytes: number): string => (bytes < 0 ? 'not here' : formatBytes(bytes));
const day = (date: string): string => date.slice(0, 10);
const shortId = (commit: string): string => commit.slice(0, 12);

const FILES: readonly Column<FileRow>[] = [
  { title: 'Path', text: ({ path }) => path, kind: 'path' },
  { title: 'Size', text: ({ bytes }) => size(bytes), order: ({ bytes }) => bytes, kind: 'number' },
  { title: 'Packed', text: ({ packed }) => size(packed), order: ({ packed }) => packed, kind: 'number' },
  { title: 'Python', text: ({ python }) => python },
  { title: 'Added', text: ({ first }) => day(first), order: ({ first }) => first },
  { title: 'In commit', text: ({ firstCommit }) => shortId(firstCommit), kind: 'mark' },
  {
    title: 'Removed',
    text: ({ removed, atTip }) => (atTip ? 'still there' : day(removed)),
    order: ({ removed, atTip }) => (atTip ? '~' : removed),
  },
];

const PATH: Column<LeakRow> = { title: 'Path', text: ({ path }) => path, kind: 'path' };
const DETAILS: Column<LeakRow> = { title: 'Details', text: ({ message }) => message, kind: 'wide' };
const COMMIT: Column<LeakRow> = { title: 'Commit', text: ({ commit }) => shortId(commit), kind: 'mark' };

const SECRETS: readonly Column<LeakRow>[] = [DETAILS, PATH, COMMIT];

const LEAKS: readonly Column<LeakRow>[] = [
  {
    title: 'Code',
    text: ({ code }) => code,
    order: ({ severity, code }) => `${['note', 'warning', 'error'].indexOf(severity)}${code}`,
    kind: 'mark',
  },
  DETAILS,
  PATH,
  COMMIT,
];

function cards({ summary, secrets, leaks }: PageData): HTMLElement {
  const { paths = 0, blobs = 0, bytes = 0, packedBytes = 0, commits = 0, allowed = 0 } = summary;
  const homes = leaks.filter(({ code }) => code === 'path-leak').length;
  const others = leaks.length - homes;
  const card = (value: string, label: string, id: string, tone = ''): HTMLElement =>
    element('div', { class: `card ${tone}` }, element('dd', { id }, value), element('dt', {}, label));
  return element(
    'dl',
    { class: 'cards' },
    card(number(secrets.length), 'secrets', 'secrets', secrets.length > 0 ? 'bad' : ''),
    card(number(others), 'signs that bytecode does not match its source', 'forged', others > 0 ? 'bad' : ''),
    card(number(homes), 'home directories and user names', 'homes', homes > 0 ? 'warn' : ''),
    card(formatBytes(bytes), `of bytecode, ${formatBytes(packedBytes)} as packed`, 'bytes'),
    card(number(paths), 'paths', 'paths'),
    card(number(blobs), 'versions of files', 'blobs'),
    card(number(commits), 'commits read', 'commits'),
    card(number(allowed), 'allowed versions', 'allowed'),
  );
}

function steps({ commands }: PageData): HTMLElement {
  const items = commands.map(({ why, run }) =>
    element(
      'li',
      {},
      element('p', {}, why),
      run === '' ? null : element('pre', {}, element('code', {}, run)),
    ),
  );
  return section('How to fix it', element('ol', { class: 'steps' }, ...items));
}

const made = new Date(data.made * 1000).toISOString().slice(0, 16).replace('T', ' ');
const page = document.getElementById('page');
page?.append(
  element(
    'header',
    {},
    element('h1', {}, 'Python bytecode in the history of ', element('strong', {}, data.repository)),
    element('p', { class: 'made' }, `Made on ${made} UTC by pyc-guard ${data.version}`),
    ...data.warnings.map((text) => element('p', { class: 'note', role: 'note' }, text)),
  ),
  cards(data),
);
if (data.files.length === 0)
  page?.append(element('p', { class: 'clean' }, 'No cache file was ever committed.'));
else {
  if (data.secrets.length > 0)
    page?.append(
      section(
        'Secrets: revoke and replace them where they were issued',
        table('secrets', data.secrets, SECRETS, { column: 0, down: false }),
      ),
    );
  page?.append(
    steps(data),
    section('Over time', chart(data)),
    element(
      'div',
      { class: 'pair' },
      section('Folders', bars(data.folders)),
      section('Pythons', bars(data.pythons)),
    ),
    data.leaks.length === 0
      ? section('What else it gives away', element('p', { class: 'empty' }, 'Nothing was found.'))
      : section('What else it gives away', table('leaks', data.leaks, LEAKS, { column: 0, down: true })),
    section('Every version', table('versions', data.files, FILES, { column: 1, down: true })),
  );
}
page?.append(
  element('footer', {}, 'Written by `pyc-guard history --html`; nothing on this page is fetched.'),
);
