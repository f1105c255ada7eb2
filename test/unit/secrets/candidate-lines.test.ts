import { expect, test } from '@jest/globals';
import { candidateLines } from '../../../src/secrets/candidate-lines.ts';
import { fakeSecret } from '../../helpers/fake-secrets.ts';

test.each(['github', 'npm', 'slack', 'huggingface', 'sendgrid', 'hex', 'random', 'url'] as const)(
  'a line with a key of the kind %s is kept, and leads back to where it was',
  (kind) => {
    const value = fakeSecret(kind, 3);
    const text = `"Some prose about 12 things"\nNAME = "plain"\n"Use ${value} here"\n"more prose"\n`;
    const lines = candidateLines({ text, entries: [] });
    expect(lines.text).toBe(`"Use ${value} here"\n`);
    const at = lines.text.indexOf(value);
    expect(text.slice(lines.toWhole(at), lines.toWhole(at + value.length - 1) + 1)).toBe(value);
  },
);

test('a text without an end of line is a line, and an empty one has none', () => {
  const value = fakeSecret('hex', 1);
  expect(candidateLines({ text: value, entries: [] }).text).toBe(value);
  expect(candidateLines({ text: '', entries: [] }).text).toBe('');
});

test('what is in a name says nothing of its line', () => {
  const name = fakeSecret('hex', 1);
  const text = `"${name}"\n${name} = "plain"\n`;
  const at = (start: number) => ({
    start,
    end: start + 1,
    name: undefined,
    qualname: '',
    line: undefined,
    offset: 0,
  });
  const entries = [at(1), at(text.indexOf('plain'))];
  expect(candidateLines({ text, entries }).text).toBe(`"${name}"\n`);
});
