import { element, number } from './dom.ts';

export interface Column<T> {
  readonly title: string;
  /** The text that is shown. */
  readonly text: (row: T) => string;
  /** The sort key, if it is not the text. */
  readonly order?: (row: T) => number | string;
  readonly kind?: 'number' | 'path' | 'mark' | 'wide';
}

/** How many rows are shown at first, and how many more with each click. */
const PORTION = 25;
const MORE = 250;

/** A table that can be searched, and sorted by a click on a column's head. */
export function table<T>(
  label: string,
  rows: readonly T[],
  columns: readonly Column<T>[],
  sortBy: { readonly column: number; readonly down: boolean },
): HTMLElement {
  let { column, down } = sortBy;
  let shown = PORTION;
  let sought = '';
  const texts = new Map(
    rows.map((row) => [
      row,
      columns
        .map(({ text }) => text(row))
        .join('\n')
        .toLowerCase(),
    ]),
  );

  const body = element('tbody');
  const heads = columns.map(({ title, kind }, i) => {
    const button = element('button', { type: 'button' }, title);
    button.addEventListener('click', () => {
      down = column === i ? !down : columns[i]?.kind === 'number';
      column = i;
      draw();
    });
    return element('th', { scope: 'col', class: kind ?? '' }, button);
  });
  const search = element('input', {
    type: 'search',
    placeholder: 'Search…',
    'aria-label': `Search ${label}`,
  });
  search.addEventListener('input', () => {
    sought = search.value.toLowerCase();
    shown = PORTION;
    draw();
  });
  const status = element('output', { class: 'status' });
  const more = element('button', { type: 'button', class: 'more' }, 'Show more');
  more.addEventListener('click', () => {
    shown += MORE;
    draw();
  });

  let printing = false;
  const draw = (): void => {
    const order = columns[column]?.order ?? columns[column]?.text ?? (() => '');
    const found = rows.filter((row) => texts.get(row)?.includes(sought));
    found.sort((a, b) => compare(order(a), order(b)) * (down ? -1 : 1));
    const most = printing ? found.length : shown;
    body.replaceChildren(...found.slice(0, most).map((row) => line(row, columns)));
    heads.forEach((head, i) => {
      head.setAttribute('aria-sort', i !== column ? 'none' : down ? 'descending' : 'ascending');
    });
    const on = Math.min(shown, found.length);
    status.textContent = `${number(on)} of ${number(found.length)}${sought === '' ? '' : ' found'}`;
    more.hidden = on === found.length;
  };
  draw();
  // on paper nobody can scroll or click, so all rows are shown
  for (const [event, on] of [
    ['beforeprint', true],
    ['afterprint', false],
  ] as const) {
    addEventListener(event, () => {
      printing = on;
      draw();
    });
  }
  const bar = element('div', { class: 'tools' }, search, status);
  const head = element('thead', {}, element('tr', {}, ...heads));
  return element(
    'div',
    { class: 'table' },
    bar,
    element('div', { class: 'scroll' }, element('table', { 'aria-label': label }, head, body)),
    more,
  );
}

const line = <T>(row: T, columns: readonly Column<T>[]): HTMLElement =>
  element(
    'tr',
    {},
    ...columns.map(({ title, text, kind }) =>
      element('td', { class: kind ?? '', 'data-title': title }, text(row)),
    ),
  );

const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);
