import type { Format } from './formats.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import type { Report } from './report.ts';
import { sarif } from './sarif.ts';

/** A machine-readable format. */
export type MachineFormat = Exclude<Format, 'human'>;

/** Every machine-readable format: the whole report as one text, also if the command failed. */
export const RENDERERS: Readonly<Record<MachineFormat, (report: Report) => string>> = {
  json,
  sarif,
  github,
  gitlab,
  junit,
};
