import uPlot from 'uplot';
import { formatBytes } from '../../format-bytes.ts';
import type { PageData } from '../page-types.ts';
import { element } from './dom.ts';

const HEIGHT = 280;

/** Bytes over time as steps; redrawn when the window size, the colour scheme or the medium (print) changes. */
export function chart({ growth, made }: Pick<PageData, 'growth' | 'made'>): HTMLElement {
  const figure = element('figure', { class: 'chart' });
  if (growth.days.length === 0) {
    figure.append(element('p', { class: 'empty' }, 'No commit has added any.'));
    return figure;
  }
  let plot: uPlot | undefined;
  const draw = (): void => {
    plot?.destroy();
    plot = new uPlot(options(figure.clientWidth || 800), dataOf(growth, made), figure);
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

const DAY = 86_400;

/** A step needs a point before the first change, and lasts until the day on which the page was made. */
function dataOf({ days, stored, standing }: PageData['growth'], made: number): uPlot.AlignedData {
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  const end = Math.max(last, made);
  const margin = Math.max(DAY, Math.round((end - first) * 0.02));
  return [
    [first - margin, ...days, end],
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
    hooks: { ready: [showLast], setCursor: [(plot) => plot.cursor.idx ?? showLast(plot)] },
    scales: { y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.08)] } },
    axes: [
      {
        ...axis,
        space: 90,
        values: (_plot, splits, _axis, _space, step) => datesOf(splits, step),
      },
      { ...axis, size: 76, values: (_plot, splits) => splits.map((value) => formatBytes(Math.round(value))) },
    ],
    series: [
      {
        label: 'day',
        value: (_plot, value) => (value === null ? '' : dayOf(value, DAY)),
      },
      series('in every clone', '--stored', '--stored-fill'),
      series('on a branch or tag', '--standing', '--standing-fill'),
    ],
  };
}

/** An ISO 8601 date, no finer than `step`, the distance between two labels in seconds. */
const dayOf = (seconds: number, step: number): string =>
  new Date(seconds * 1000).toISOString().slice(0, step >= 360 * DAY ? 4 : step >= 28 * DAY ? 7 : 10);

/** Labels of the axis; a label equal to the one before it is left out. */
function datesOf(splits: readonly number[], step: number): string[] {
  const dates = splits.map((at) => dayOf(at, step));
  return dates.map((date, i) => (date === dates[i - 1] ? '' : date));
}

/** The legend shows the newest values while the pointer is not on the chart. */
const showLast = (plot: uPlot): void => plot.setLegend({ idx: plot.data[0].length - 1 }, false);
