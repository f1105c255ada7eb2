import { formatBytes } from '../../format-bytes.ts';
import type { Share } from '../page-types.ts';
import { element, number } from './dom.ts';

const SHOWN = 10;

/** Shares of the bytes, the largest first, as bars. */
export function bars(shares: readonly Share[]): HTMLElement {
  const largest = Math.max(1, ...shares.map(({ bytes }) => bytes));
  const list = element('ol', { class: 'bars' });
  for (const { name, bytes, blobs } of shares.slice(0, SHOWN)) {
    const bar = element('span', { class: 'bar' });
    bar.style.width = `${Math.max(0.5, (bytes / largest) * 100)}%`;
    const label = element('span', { class: 'label', title: name }, shortened(name));
    const value = element('span', { class: 'value' }, `${formatBytes(bytes)} · ${number(blobs)}`);
    list.append(element('li', {}, label, value, element('span', { class: 'track' }, bar)));
  }
  const left = shares.slice(SHOWN);
  if (left.length > 0) {
    const bytes = left.reduce((sum, each) => sum + each.bytes, 0);
    list.append(element('li', { class: 'rest' }, `and ${number(left.length)} more: ${formatBytes(bytes)}`));
  }
  return list;
}

const LONGEST = 48;

/** Shortens a path in its middle, since its end says more than a longer beginning would. */
const shortened = (name: string): string =>
  name.length <= LONGEST ? name : `${name.slice(0, LONGEST / 3)}…${name.slice(-(LONGEST * 2) / 3)}`;
