/** Writes text, and resolves when it has left, so that a pipe gets all of it before the program ends. */
export const printText = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((done) => {
    if (text === '') done();
    else stream.write(text, () => done());
  });
