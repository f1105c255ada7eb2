import type { Format } from './formats.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import type { Report } from './report.ts';
import { sarif } from './sarif.ts';

/** A form for machines. */
export type MachineFormat = Exclude<Format, 'human'>;

/** Every form for machines: the whole report as one text, also where the command failed. */
export const RENDERERS: Readonly<Record<MachineFormat, (report: Report) => string>> = {
  json,
  sarif,
  github,
  gitlab,
  junit,
};
