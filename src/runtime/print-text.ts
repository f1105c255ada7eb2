/** Resolves when the text is written, so that a pipe gets all of it before the program ends. */
export const printText = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((done) => {
    if (text === '') done();
    else stream.write(text, () => done());
  });
