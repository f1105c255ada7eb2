import { TestRepo } from './repo.ts';

/** A repository with nothing to do, and one with a tracked cache file and no ignore file. */
export function cleanAndPolluted(): { clean: TestRepo; polluted: TestRepo } {
  const clean = new TestRepo();
  clean.write('m.py');
  clean.write('.gitignore', '__pycache__/\n*.py[cod]\n*$py.class\n');
  clean.commitAll();
  const polluted = new TestRepo();
  polluted.write('m.py');
  polluted.write('__pycache__/m.cpython-313.pyc');
  polluted.commitAll();
  return { clean, polluted };
}
