import type { BytePath } from '../../model/byte-path.ts';

/** `m.cpython-38-pytest-5.4.3.pyc`, and `m.cpython-27-PYTEST.pyc` up to pytest 4. */
const BY_PYTEST = /-pytest(?:-[\w.+-]+)?\.py[co](?:\.[0-9]+)?$/i;
/** No file system takes longer names, but a tree in git can have them, and the pattern takes quadratic time. */
const LONGEST_NAME = 255;

/** Whether pytest wrote it: it rewrites the assertions of tests before it compiles them. */
export const isWrittenByPytest = (path: BytePath): boolean => BY_PYTEST.test(path.slice(-LONGEST_NAME));

/**
 * What pytest 2.1 to 9.1 put into a file whose assertions they rewrite (`_pytest/assertion/rewrite.py`):
 * imports at its head, and calls in place of each assertion. Variables begin with `@`, which no source can.
 */
const ADDED = new Set([
  'AssertionError',
  'PytestAssertRewriteWarning',
  '__builtin__',
  '_call_assertion_pass',
  '_call_reprcompare',
  '_check_if_assertion_pass_impl',
  '_format_assertmsg',
  '_format_boolop',
  '_format_explanation',
  '_pytest.assertion.rewrite',
  '_pytest.warning_types',
  '_saferepr',
  '_should_repr_global_name',
  'assertion',
  'builtins',
  'globals',
  'locals',
  'rewrite',
  'warn_explicit',
  'warnings',
]);

export const isAddedByPytest = (name: string): boolean => name.startsWith('@') || ADDED.has(name);
