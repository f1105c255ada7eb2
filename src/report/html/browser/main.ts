import { formatBytes } from '../../format-bytes.ts';
import type { FileRow, LeakRow, PageData } from '../page-types.ts';
import { bars } from './bars.ts';
import { chart } from './chart.ts';
import { element, number, section } from './dom.ts';
import { type Column, table } from './table.ts';

const data = JSON.parse(document.getElementById('data')?.textContent ?? '{}') as PageData;

const size = (bytes: number): string => (bytes < 0 ? 'not here' : formatBytes(bytes));
const day = (date: string): string => date.slice(0, 10);

const FILES: readonly Column<FileRow>[] = [
  { title: 'Path', text: ({ path }) => path, kind: 'path' },
  { title: 'Bytes', text: ({ bytes }) => size(bytes), order: ({ bytes }) => bytes, kind: 'number' },
  { title: 'Packed', text: ({ packed }) => size(packed), order: ({ packed }) => packed, kind: 'number' },
  { title: 'Python', text: ({ python }) => python },
  { title: 'Came', text: ({ first }) => day(first), order: ({ first }) => first },
  { title: 'In commit', text: ({ firstCommit }) => firstCommit.slice(0, 12), kind: 'mark' },
  {
    title: 'Went',
    text: ({ removed, atTip }) => (atTip ? 'still there' : day(removed)),
    order: ({ removed, atTip }) => (atTip ? '~' : removed),
  },
];

const LEAKS: readonly Column<LeakRow>[] = [
  {
    title: 'What',
    text: ({ code }) => code,
    order: ({ severity, code }) => `${severity === 'error' ? 2 : 1}${code}`,
    kind: 'mark',
  },
  { title: 'Path', text: ({ path }) => path, kind: 'path' },
  { title: 'Tells', text: ({ message }) => message, kind: 'wide' },
  { title: 'Commit', text: ({ commit }) => commit.slice(0, 12), kind: 'mark' },
];

function cards({ summary }: PageData): HTMLElement {
  const {
    paths = 0,
    blobs = 0,
    bytes = 0,
    packedBytes = 0,
    commits = 0,
    secrets = 0,
    leaks = 0,
    allowed = 0,
  } = summary;
  const card = (value: string, label: string, id: string, tone = ''): HTMLElement =>
    element('div', { class: `card ${tone}` }, element('dd', { id }, value), element('dt', {}, label));
  return element(
    'dl',
    { class: 'cards' },
    card(formatBytes(bytes), 'of bytecode', 'bytes'),
    card(formatBytes(packedBytes), 'as packed', 'packed'),
    card(number(blobs), 'blobs', 'blobs'),
    card(number(paths), 'paths', 'paths'),
    card(number(commits), 'commits read', 'commits'),
    card(number(secrets), 'secrets', 'secrets', secrets > 0 ? 'bad' : ''),
    card(number(leaks), 'other leaks and attacks', 'leaks', leaks > 0 ? 'warn' : ''),
    card(number(allowed), 'allowed versions', 'allowed'),
  );
}

function advice({ commands }: PageData): HTMLElement {
  const steps = commands.map(({ why, run }) =>
    element(
      'li',
      {},
      element('p', {}, why),
      run === '' ? null : element('pre', {}, element('code', {}, run)),
    ),
  );
  return section('What mends it', element('ol', { class: 'steps' }, ...steps));
}

const page = document.getElementById('page');
const clean = data.files.length === 0;
page?.append(
  element(
    'header',
    {},
    element('h1', {}, 'Python bytecode in the history of ', element('strong', {}, data.repository)),
    ...data.warnings.map((text) => element('p', { class: 'note', role: 'note' }, text)),
  ),
  cards(data),
);
if (clean) page?.append(element('p', { class: 'clean' }, 'No cache file was ever committed.'));
else {
  page?.append(
    section('Over time', chart(data.growth)),
    element(
      'div',
      { class: 'pair' },
      section('Folders', bars(data.folders)),
      section('Pythons', bars(data.pythons)),
    ),
    data.leaks.length === 0
      ? section('What it gives away', element('p', { class: 'empty' }, 'Nothing that was looked for.'))
      : section('What it gives away', table('leaks', data.leaks, LEAKS, { column: 0, down: true })),
    section('Every version', table('versions', data.files, FILES, { column: 1, down: true })),
    advice(data),
  );
}
page?.append(element('footer', {}, `pyc-guard ${data.version} · pyc-guard history --html`));
