import { expect, test } from '@jest/globals';
import { type BytePath, fromText } from '../../../src/model/byte-path.ts';
import { cacheFile, type Finding, secretsFirst } from '../../../src/model/findings.ts';
import { foundLines } from '../../../src/report/found-lines.ts';
import { paint } from '../../../src/report/paint.ts';

const PLAIN = paint(false);
const at = (path: string): BytePath => fromText(path);
const caches = (count: number, folder: string): Finding[] =>
  Array.from({ length: count }, (_, i) => cacheFile(at(`${folder}/m${i}.pyc`), 'pyc'));

const leak = (path: string, user: string, severity: 'warning' | 'note' = 'warning'): Finding => ({
  code: 'path-leak',
  severity,
  path: at(path),
  user,
  message: `names the user "${user}": compiled from "/home/${user}/${path}"`,
});

const secret = (path: string): Finding => ({
  code: 'secret',
  severity: 'error',
  path: at(path),
  message: `holds a secret in ${path}`,
});

test('secrets come first, those of libraries behind those of the project, and all else keeps its order', () => {
  const [one = secret(''), two = secret('')] = caches(2, 'a');
  const others: Finding = { ...secret('venv/a.pyc'), severity: 'warning' };
  const own = secret('a/m1.pyc');
  expect(secretsFirst([two, others, one, own])).toEqual([own, others, two, one]);
});

test('every secret is listed, however many files there are', () => {
  const secrets = Array.from({ length: 300 }, (_, i) => secret(`app/m${i}.pyc`));
  const lines = foundLines([...caches(5000, 'app'), ...secrets], false, PLAIN);
  expect(lines.slice(0, 300).every((line) => line.includes('holds a secret'))).toBe(true);
  expect(lines.length).toBeLessThan(310);
});

test('thousands of files are told by folder and kind', () => {
  const findings = [...caches(1200, 'venv'), cacheFile(at('venv/a.pyo'), 'pyo'), ...caches(300, 'app')];
  expect(foundLines(findings, false, PLAIN)).toEqual([
    'error venv/ 1,201 files (1,200 .pyc, 1 .pyo)',
    'error app/ 300 files (300 .pyc)',
    '(-v lists each file)',
  ]);
  expect(foundLines(findings, true, PLAIN)).toHaveLength(1501);
});

test('a user is told once, with the number of files', () => {
  const leaks = Array.from({ length: 104 }, (_, i) => leak(`a/m${i}.pyc`, 'alice'));
  const lines = foundLines([...caches(3, 'a'), ...leaks, leak('b.pyc', 'root', 'note')], false, PLAIN);
  expect(lines.slice(3)).toEqual([
    'warning names the user "alice" in paths: 104 files (-v lists them)',
    'note b.pyc: names the user "root": compiled from "/home/root/b.pyc"',
  ]);
});
