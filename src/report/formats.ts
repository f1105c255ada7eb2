/** The forms in which `check` can report. */
export const FORMATS = ['human', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const;

export type Format = (typeof FORMATS)[number];
