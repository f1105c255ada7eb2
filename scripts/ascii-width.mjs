/** In place of `string-width`: yargs' help is ASCII, which takes a column for each character. */
export default (text) => text.length;
