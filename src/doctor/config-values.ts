/** A table of a configuration file whose fields are not checked yet. */
export type Table = Readonly<Record<string, unknown>>;

export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The tables of a list; empty if the value is not a list. */
export const tablesIn = (value: unknown): Table[] => (Array.isArray(value) ? value.filter(isTable) : []);

/** A parsed configuration, and its file's path from the top of the repository. */
export interface ManagerConfig {
  readonly file: string;
  readonly value: unknown;
}
