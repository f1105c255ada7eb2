/** A table of a configuration file, of which nothing else is known. */
export type Table = Readonly<Record<string, unknown>>;

export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The tables of a list; nothing where it is no list. */
export const tablesIn = (value: unknown): Table[] => (Array.isArray(value) ? value.filter(isTable) : []);

/** A configuration as a program reads it, and where it lies from the top of the repository. */
export interface ManagerConfig {
  readonly file: string;
  readonly value: unknown;
}
