/** Files that Python or a tool runs as scripts although their content does not show it. */
export const SCRIPT_NAMES: readonly string[] = ['__main__.py', 'app.py', 'main.py', 'manage.py', 'run.py'];

export const isScriptName = (name: string): boolean => SCRIPT_NAMES.includes(name);

/**
 * What only a script has: a first line that names Python, or a test of `__name__`. Written in the syntax
 * that git's basic regular expressions and JavaScript's have in common.
 */
export const SCRIPT_MARKS: readonly string[] = ['^#!.*python', '__name__ *== *["\']__main__["\']'];

/** Whether a Python source is meant to be run. */
export const isScript = (source: string): boolean =>
  SCRIPT_MARKS.some((mark) => new RegExp(mark, 'm').test(source));
