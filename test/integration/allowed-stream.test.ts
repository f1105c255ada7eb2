import { expect, test } from '@jest/globals';
import { withAllowed } from '../../src/git/allowed-stream.ts';
import type { Repository } from '../../src/git/repository.ts';
import { type BytePath, fromText } from '../../src/model/byte-path.ts';
import { TestRepo } from '../helpers/repo.ts';

function repository(env: Repository['env'] = {}): Repository {
  const test = new TestRepo();
  test.write('.gitattributes', 'kept* -pyc-guard\nset* pyc-guard\nvalue* pyc-guard=unset-not\n');
  const gitDir = test.path('.git');
  return {
    root: test.root,
    bare: false,
    prefix: '' as BytePath,
    gitDir,
    commonDir: gitDir,
    nullOid: '',
    indexVersion: '',
    shallow: false,
    env,
  };
}

async function answers(repo: Repository, batches: readonly (readonly string[])[]) {
  const paths = (batch: readonly string[]) => batch.map(fromText);
  const all: [readonly string[], BytePath[]][] = [];
  for await (const [batch, allowed] of withAllowed(repo, batches, paths)) all.push([batch, [...allowed]]);
  return all;
}

test('each batch comes back in its turn with what is allowed of it, empty ones too', async () => {
  const batches = [[], ['a', 'kept\n\u00e4', 'set'], [], ['kept', 'value', 'kept2'], ['b'], []];
  const allowed = [[], [fromText('kept\n\u00e4')], [], ['kept', 'kept2'], [], []];
  expect(await answers(repository(), batches)).toEqual(batches.map((batch, i) => [batch, allowed[i]]));
});

test('answers that come in pieces go to the batches they belong to', async () => {
  const names = (batch: number) =>
    Array.from({ length: 97 }, (_, i) => `${'d/'.repeat(40)}${i === batch % 97 ? 'kept' : 'm'}${batch}-${i}`);
  const batches = Array.from({ length: 200 }, (_, batch) => names(batch));
  const all = await answers(repository(), batches);
  expect(all.map(([, allowed]) => allowed)).toEqual(batches.map((batch, i) => [batch[i % 97]]));
});

test('without a path to ask about no git is started', async () => {
  const nowhere = { ...repository(), root: '/there is no such folder' };
  expect(await answers(nowhere, [[], []])).toEqual([
    [[], []],
    [[], []],
  ]);
});

test.each([1, 5000])('a git that fails is a failure after %d batches', async (count) => {
  const broken = repository({ env: { GIT_DIR: '/there is no such folder' } });
  const batches = Array.from({ length: count }, () => ['kept', 'm']);
  await expect(answers(broken, batches)).rejects.toMatchObject({ code: 'git-failed' });
});
