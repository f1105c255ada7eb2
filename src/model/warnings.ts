export interface Warning {
  readonly code: string;
  readonly message: string;
  /** Lines to paste somewhere, as they stand. */
  readonly snippet?: string;
}
