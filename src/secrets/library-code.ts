/** Where packages are installed, and where projects keep copies of them. */
const LIBRARY =
  /(?:^|\/)(?:(?:site|dist)-packages|lib(?:64)?\/python[\d.]+|lib\/pypy[\d.]+|node_modules|_?vendor(?:ed)?|third[_-]?party|extern(?:al)?|eggs|[^/]+\.egg)\//i;
/** Python's own library on Windows, installed or unpacked. */
const WINDOWS = /(?:^|\/)(?:Python\d+|python|venv|env|\.venv)\/Lib\//i;
const TESTS =
  /(?:^|\/)(?:tests?|testing|test_?data|fixtures?)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|tests|conftest)\.[^/]*$/i;

/** Whether a path is that of third-party code, in which apparent secrets are mostly made up. */
export const isLibrary = (path: string): boolean => {
  const slashed = path.replaceAll('\\', '/');
  return LIBRARY.test(slashed) || WINDOWS.test(slashed);
};

/** Whether a path in the repository is that of a test. */
export const isTest = (path: string): boolean => TESTS.test(path);
