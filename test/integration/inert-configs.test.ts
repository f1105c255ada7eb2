import { expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';

function husky(files: Readonly<Record<string, string>>): TestRepo {
  const repo = new TestRepo();
  repo.write('package.json', '{"scripts":{"prepare":"husky"}}');
  repo.write('.husky/_/pre-commit', '#!/bin/sh\n', 0o755);
  repo.git('config', 'core.hooksPath', '.husky/_');
  for (const [name, text] of Object.entries(files)) repo.write(name, text);
  return repo;
}

const notes = (repo: TestRepo): string[] =>
  repo
    .guardJson(['doctor'])
    .warnings.filter(({ code }: { code: string }) => code === 'inert-config')
    .map(({ message }: { message: string }) => message);

test.each([
  ['.pre-commit-config.yaml', 'pre-commit run'],
  ['prek.toml', 'pre-commit run'],
  ['lefthook.yml', 'lefthook run pre-commit'],
])('doctor notes that %s beside husky runs nothing, until husky runs it', (config, line) => {
  expect(notes(husky({ [config]: '' }))).toEqual([expect.stringContaining(line)]);
  expect(notes(husky({ [config]: '', '.husky/pre-commit': `${line}\n` }))).toEqual([]);
});

test('without husky nothing is noted', () => {
  const repo = new TestRepo();
  repo.write('.pre-commit-config.yaml', '');
  expect(notes(repo)).toEqual([]);
});
