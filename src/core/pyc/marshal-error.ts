/** Why reading stopped. It never leaves this folder: `readMarshal` turns it into a result. */
export class MarshalError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
