/** Files that are run though nothing in them says so. */
export const SCRIPT_NAMES: readonly string[] = ['__main__.py', 'app.py', 'main.py', 'manage.py', 'run.py'];

export const isScriptName = (name: string): boolean => SCRIPT_NAMES.includes(name);

/**
 * What only a file that is run has, in the syntax that git's basic and JavaScript's regular expressions
 * share: a first line that names Python, or the question whether it is run.
 */
export const SCRIPT_MARKS: readonly string[] = ['^#!.*python', '__name__ *== *["\']__main__["\']'];

/** Whether a Python source is meant to be run. */
export const isScript = (source: string): boolean =>
  SCRIPT_MARKS.some((mark) => new RegExp(mark, 'm').test(source));
