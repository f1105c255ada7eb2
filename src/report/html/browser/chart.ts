import uPlot from 'uplot';
import { formatBytes } from '../../format-bytes.ts';
import type { PageData } from '../page-types.ts';
import { element } from './dom.ts';

const HEIGHT = 280;

/** Bytes over time as steps; drawn anew when the window, the colours or the medium change. */
export function chart(growth: PageData['growth']): HTMLElement {
  const figure = element('figure', { class: 'chart' });
  if (growth.days.length === 0) {
    figure.append(element('p', { class: 'empty' }, 'No commit has brought any.'));
    return figure;
  }
  let plot: uPlot | undefined;
  const draw = (): void => {
    plot?.destroy();
    plot = new uPlot(options(figure.clientWidth || 800), dataOf(growth), figure);
  };
  new ResizeObserver(() => {
    if (plot !== undefined && plot.width === figure.clientWidth) return;
    draw();
  }).observe(figure);
  for (const query of ['(prefers-color-scheme: dark)', 'print']) {
    matchMedia(query).addEventListener('change', draw);
  }
  return figure;
}

/** A step needs a place to come from and one to go to: a day before and a day after. */
function dataOf({ days, stored, standing }: PageData['growth']): uPlot.AlignedData {
  const day = 86_400;
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  const margin = Math.max(15 * day, Math.round((last - first) * 0.02));
  return [
    [first - margin, ...days, last + margin],
    [0, ...stored, stored.at(-1) ?? 0],
    [0, ...standing, standing.at(-1) ?? 0],
  ];
}

function options(width: number): uPlot.Options {
  const colour = (name: string): string =>
    getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: colour('--muted'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
    font: '12px system-ui, sans-serif',
  };
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const series = (label: string, stroke: string, fill: string): uPlot.Series => ({
    label,
    stroke: colour(stroke),
    fill: colour(fill),
    width: 2,
    points: { show: false },
    value: (_plot, value) => (value === null ? '' : formatBytes(value)),
    ...(stepped && { paths: stepped }),
  });
  return {
    width,
    height: HEIGHT,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'), // days are UTC everywhere
    cursor: { y: false },
    scales: { y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.08)] } },
    axes: [
      axis,
      { ...axis, size: 76, values: (_plot, splits) => splits.map((value) => formatBytes(Math.round(value))) },
    ],
    series: [
      {
        label: 'day',
        value: (_plot, value) => (value === null ? '' : new Date(value * 1000).toISOString().slice(0, 10)),
      },
      series('in every clone', '--stored', '--stored-fill'),
      series('at a tip', '--standing', '--standing-fill'),
    ],
  };
}
