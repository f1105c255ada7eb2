import { Buffer } from 'node:buffer';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { keepByLink } from '../../../src/model/keep-by-link.ts';
import { prepareFile, replaceFile } from '../../../src/model/write-file.ts';
import { testWith } from '../../helpers/needs.ts';
import { scratchFolder } from '../../helpers/scratch.ts';

const NEW = Buffer.from('new\n');

const modeOf = (path: string): number => lstatSync(path).mode & 0o7777;

/** The code of the error that `action` throws. */
function codeOf(action: () => void): string | undefined {
  try {
    action();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
  return undefined;
}

const failing =
  (code: string): (() => never) =>
  () => {
    throw Object.assign(new Error(code), { code });
  };

describe('prepareFile', () => {
  testWith('file modes').each([0o000, 0o022, 0o077])(
    'new files get 0644, hooks 0755, private ones 0600, less umask %i',
    (mask) => {
      const folder = scratchFolder();
      const before = process.umask(mask);
      try {
        for (const mode of ['as-before', 'executable', 'private'] as const)
          prepareFile(join(folder, mode), NEW, mode).commit();
      } finally {
        process.umask(before);
      }
      expect(modeOf(join(folder, 'as-before'))).toBe(0o644 & ~mask);
      expect(modeOf(join(folder, 'executable'))).toBe(0o755 & ~mask);
      expect(modeOf(join(folder, 'private'))).toBe(0o600);
    },
  );

  testWith('file modes')('an old file keeps its mode, and has its old content until commit', () => {
    const file = join(scratchFolder(), 'file');
    writeFileSync(file, 'old\n');
    chmodSync(file, 0o664);
    const prepared = prepareFile(file, NEW, 'as-before');
    expect(readFileSync(file, 'utf8')).toBe('old\n');
    prepared.commit();
    expect(readFileSync(file, 'utf8')).toBe('new\n');
    expect(modeOf(file)).toBe(0o664);
  });

  testWith('symbolic links').each(['as-before', 'private'] as const)(
    'a link is neither followed nor replaced (%s)',
    (mode) => {
      const folder = scratchFolder();
      writeFileSync(join(folder, 'target'), 'old\n');
      for (const target of ['target', 'nowhere']) {
        const link = join(folder, `link-to-${target}`);
        symlinkSync(target, link);
        expect(codeOf(() => prepareFile(link, NEW, mode))).toBe('symbolic-link');
        expect(readlinkSync(link)).toBe(target);
      }
      expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('old\n');
      expect(readdirSync(folder).sort()).toEqual(['link-to-nowhere', 'link-to-target', 'target']);
    },
  );

  testWith('symbolic links')(
    'a hook takes the place of a link, with no mode of it and nothing behind it changed',
    () => {
      const folder = scratchFolder();
      writeFileSync(join(folder, 'target'), 'old\n');
      symlinkSync('target', join(folder, 'hook'));
      const before = process.umask(0o022);
      prepareFile(join(folder, 'hook'), NEW, 'executable').commit();
      process.umask(before);
      expect(modeOf(join(folder, 'hook'))).toBe(0o755);
      expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('old\n');
    },
  );

  testWith('symbolic links')(
    'no folder of the repository on the way may be a link; those above it may',
    () => {
      const folder = scratchFolder();
      const root = join(folder, 'real', 'repo');
      const gitDir = join(root, '.git');
      mkdirSync(gitDir, { recursive: true });
      mkdirSync(join(folder, 'elsewhere'));
      symlinkSync('real', join(folder, 'above'));
      symlinkSync('../../elsewhere', join(root, 'linked'));
      for (const top of [root, join(folder, 'above', 'repo')]) {
        for (const way of ['linked/file', 'linked/sub/file'])
          expect(codeOf(() => prepareFile(join(top, way), NEW, 'as-before', { root, gitDir }))).toBe(
            'symbolic-link',
          );
        prepareFile(join(top, 'sub/file'), NEW, 'as-before', { root, gitDir }).commit();
      }
      expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
    },
  );

  test('what waits to be put in place lies in the git directory, not in the work tree', () => {
    const root = scratchFolder();
    const gitDir = join(root, '.git');
    mkdirSync(gitDir);
    const prepared = prepareFile(join(root, 'file'), NEW, 'as-before', { root, gitDir });
    expect(readdirSync(root)).toEqual(['.git']);
    expect(readdirSync(gitDir)).toHaveLength(1);
    prepared.abandon();
    expect(readdirSync(gitDir)).toEqual([]);
  });
});

describe('replaceFile', () => {
  test.each(['EPERM', 'EACCES', 'EBUSY'])(
    'tries again while another program has the file open (%s)',
    (code) => {
      const folder = scratchFolder();
      writeFileSync(join(folder, 'from'), 'new\n');
      writeFileSync(join(folder, 'to'), 'old\n');
      let left = 5;
      replaceFile(join(folder, 'from'), join(folder, 'to'), (from, to) => {
        if (left-- > 0) failing(code)();
        renameSync(from, to);
      });
      expect(readFileSync(join(folder, 'to'), 'utf8')).toBe('new\n');
    },
  );

  test('gives up in the end with the error that it met', () => {
    let tries = 0;
    const rename = (): never => {
      tries += 1;
      return failing('EBUSY')();
    };
    expect(codeOf(() => replaceFile('from', 'to', rename))).toBe('EBUSY');
    expect(tries).toBeGreaterThan(5);
  });

  test('does not try again what time does not help', () => {
    let tries = 0;
    const rename = (): never => {
      tries += 1;
      return failing('ENOENT')();
    };
    expect(codeOf(() => replaceFile('from', 'to', rename))).toBe('ENOENT');
    expect(tries).toBe(1);
  });
});

describe('keepByLink', () => {
  const ways = [
    ['a hard link', linkSync],
    ['a copy, where the file system has no hard links', failing('EPERM')],
  ] as const;

  test.each(ways)('by %s: both names hold the file, with its mode', (_way, link) => {
    const folder = scratchFolder();
    const [file, kept] = [join(folder, 'hook'), join(folder, 'kept')];
    writeFileSync(file, 'theirs\n');
    chmodSync(file, 0o755);
    const mode = modeOf(file);
    keepByLink(file, kept, link);
    keepByLink(file, kept, link); // as after a run that was killed behind this step
    for (const each of [file, kept]) {
      expect(readFileSync(each, 'utf8')).toBe('theirs\n');
      expect(modeOf(each)).toBe(mode);
    }
    expect(readdirSync(folder).sort()).toEqual(['hook', 'kept']);
  });

  test.each(ways)('by %s: nothing is ever replaced', (_way, link) => {
    const folder = scratchFolder();
    const [file, kept] = [join(folder, 'hook'), join(folder, 'kept')];
    writeFileSync(file, 'theirs\n');
    writeFileSync(kept, 'somebody else\n');
    expect(codeOf(() => keepByLink(file, kept, link))).toBe('changed-meanwhile');
    expect(readFileSync(kept, 'utf8')).toBe('somebody else\n');
    expect(readdirSync(folder).sort()).toEqual(['hook', 'kept']);
  });

  testWith('symbolic links')('of a symbolic link the link is kept, also one to nowhere', () => {
    const folder = scratchFolder();
    symlinkSync('../nowhere', join(folder, 'hook'));
    keepByLink(join(folder, 'hook'), join(folder, 'kept'));
    keepByLink(join(folder, 'hook'), join(folder, 'kept'));
    expect(readlinkSync(join(folder, 'kept'))).toBe('../nowhere');
  });
});
