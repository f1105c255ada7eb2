import { TestRepo } from './repo.ts';

/** Random numbers below `n`, the same for the same seed (the linear congruential generator of Numerical Recipes). */
export function randomNumbers(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const PATHS = [
  'a.py',
  'a.pyc',
  'pkg/__pycache__/a.cpython-311.pyc',
  'pkg/__pycache__/README',
  'pkg/sub/b.pyo',
  'J$py.class',
  'UPPER/__PYCACHE__/x.PYC',
  'pkg/__pycache__/t.pyc.1234',
  'pkg/__pycache__/f.nbi',
  'f.nbi',
  'a.pyc/inner.txt',
];

/**
 * A repository of random commits: several branches; merges of up to four parents that keep, drop or invent
 * content; the same few contents at many paths; commit dates that go backwards.
 */
export function randomHistory(seed: number, commits: number): TestRepo {
  const random = randomNumbers(seed);
  const repo = new TestRepo();
  const stream: string[] = [];
  for (let i = 1; i <= commits; i++) {
    const time = 1_600_000_000 + i * 10 - random(200);
    const branch = `refs/heads/b${random(4)}`;
    stream.push(`commit ${branch}\nmark :${i}\ncommitter C <c@example.com> ${time} +0000\ndata 1\nx\n`);
    if (i > 1 && random(20) > 0) stream.push(`from :${Math.max(1, i - 1 - random(5))}\n`);
    else if (i > 1) stream.push('from 0000000000000000000000000000000000000000\n');
    if (i > 3 && random(4) === 0) {
      for (let n = random(3) + 1; n > 0; n--) stream.push(`merge :${Math.max(1, i - 1 - random(20))}\n`);
    }
    for (let n = random(4); n > 0; n--) {
      const path = PATHS[random(PATHS.length)];
      if (random(4) === 0) stream.push(`D ${path}\n`);
      else {
        const content = `content ${random(30)}`;
        stream.push(`M 100644 inline ${path}\ndata ${content.length}\n${content}\n`);
      }
    }
    if (random(25) === 0) stream.push(`reset refs/tags/t${i}\nfrom :${i}\n`);
  }
  const { code, stderr } = repo.run('git', ['fast-import', '--quiet', '--force'], { input: stream.join('') });
  if (code !== 0) throw new Error(stderr);
  return repo;
}
