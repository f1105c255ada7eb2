/** A word for a POSIX shell, quoted where it needs to be. */
export const shellQuote = (word: string): string =>
  /^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
