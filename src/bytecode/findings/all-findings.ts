import { toText } from '../../model/byte-path.ts';
import { isBytecodeByName } from '../../model/classify.ts';
import type { Finding, FindingCode, Severity } from '../../model/findings.ts';
import type { Bytecode } from '../read/bytecode.ts';
import { versionNumber } from '../read/magic.ts';
import { compiledFrom } from './compiled-from.ts';
import { type ExaminedFile, sourceless } from './examined-file.ts';
import { foreignNames } from './foreign-names.ts';
import { isGenericUser } from './generic-users.ts';
import { isWrittenByPytest } from './pytest-names.ts';
import { quote } from './quote-name.ts';
import { shadowed } from './shadowing.ts';
import { isHashOf } from './source-hash.ts';
import { type Validity, validity } from './validity.ts';

/** The newest Python over whose library the names that compilers add were collected. */
const NEWEST_KNOWN = 315;
const NAMES_SHOWN = 5;
const USERS_SHOWN = 5;

/**
 * All findings about a bytecode file except secrets: what it gives away, and how it differs from the reviewed
 * source. Pure: the data about the files beside it is in the argument.
 */
export function bytecodeFindings(subject: ExaminedFile): Finding[] {
  if (subject.bytecode.status === 'not-bytecode') return [];
  return [
    ...pathLeaks(subject),
    ...hashFindings(subject),
    ...foreignNameFindings(subject),
    ...sourcelessFindings(subject),
    ...renamed(subject),
    ...trailingData(subject),
  ];
}

const finding = (
  { path }: ExaminedFile,
  code: FindingCode,
  message: string,
  severity: Severity = 'error',
): Finding => ({
  code,
  severity,
  path,
  message,
});

/** Masks secrets before the text is shortened, since a part of a secret is no longer recognised. */
const masked = ({ redact }: ExaminedFile, text: string): string =>
  quote(redact === undefined ? text : redact(text));

/** A finding for each user; only a forged file has many. A name that many machines have is only a note. */
function pathLeaks(subject: ExaminedFile): Finding[] {
  const byUser = new Map<string, string>();
  for (const { path, user } of compiledFrom(subject.bytecode))
    if (user !== undefined && !byUser.has(user)) byUser.set(user, path);
  return [...byUser].slice(0, USERS_SHOWN).map(([user, path]) => {
    const message = `names the user ${masked(subject, user)}: compiled from ${masked(subject, path)}`;
    const its = finding(subject, 'path-leak', message, isGenericUser(user) ? 'note' : 'warning');
    return { ...its, user: subject.redact === undefined ? user : subject.redact(user) };
  });
}

function hashFindings(subject: ExaminedFile): Finding[] {
  const { header } = subject.bytecode;
  const findings: Finding[] = [];
  if (header?.validation === 'unchecked-hash')
    findings.push(finding(subject, 'unchecked-hash', 'Python runs it without ever looking at its source'));
  if (
    header?.sourceHash !== undefined &&
    subject.source &&
    !isHashOf(header.sourceHash, header.magic, subject.source)
  )
    findings.push(finding(subject, 'hash-mismatch', 'the hash it records is not that of its source'));
  return findings;
}

function foreignNameFindings(subject: ExaminedFile): Finding[] {
  const { bytecode, source, path, sourceTime } = subject;
  if (!source) return [];
  const names = foreignNames(bytecode, source, isWrittenByPytest(path));
  if (names.length === 0) return [];
  const shown = names
    .slice(0, NAMES_SHOWN)
    .map((name) => masked(subject, name))
    .join(', ');
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  const state = validity(bytecode, source, sourceTime);
  const message = `${FOREIGN[state]}: ${shown}${more}`;
  const isCertain = isNamesKnown(bytecode) && !(sourceTime === undefined && names.every(isLetter));
  const severity = state === 'current' ? (isCertain ? 'error' : 'warning') : SEVERITY[state];
  return [finding(subject, 'foreign-names', message, severity)];
}

/** A variable that was renamed by an edit which left the size as it was: nothing can be done with it alone. */
const isLetter = (name: string): boolean => /^[a-z]$/.test(name);

/** Whether Python would run the bytecode decides what is said: it does not run what is older than its source. */
const FOREIGN: Readonly<Record<Validity, string>> = {
  current: 'uses names that its source never mentions',
  stale: 'is older than its source, which does not mention these names any more',
  unknown: 'is older than its source or was made from another: it uses names that the source never mentions',
};

const SEVERITY: Readonly<Record<Exclude<Validity, 'current'>, Severity>> = {
  stale: 'note',
  unknown: 'warning',
};

/** An unknown or newer compiler may add names of its own. */
function isNamesKnown({ header }: Bytecode): boolean {
  const version = versionNumber(header?.python);
  const isKnown = header?.implementation === 'CPython' || header?.implementation === 'PyPy';
  return isKnown && version !== undefined && version <= NEWEST_KNOWN;
}

function sourcelessFindings(subject: ExaminedFile): Finding[] {
  const name = sourceless(subject);
  if (!name) return [];
  const how = name.stem === '__main__' ? 'Python runs it when given its folder' : 'Python imports it';
  const message = `${how} although there is no ${quote(toText(name.source))} to review`;
  const hidden = shadowed(subject, name);
  return [
    finding(subject, 'sourceless', message),
    ...(hidden ? [finding(subject, 'shadowing', `Python imports it instead of ${hidden}`)] : []),
  ];
}

/** The structure decides, since other kinds of files can begin with the same magic number. */
function renamed(subject: ExaminedFile): Finding[] {
  const { bytecode, path } = subject;
  if (isBytecodeByName(path) || bytecode.kind !== 'pyc') return [];
  // padding can exceed our limits and hide every code object from us, but not from Python
  if (bytecode.codeCount === 0 && !bytecode.isBounded) return [];
  if (bytecode.status !== 'full' && bytecode.header?.implementation === undefined) return [];
  return [
    finding(
      subject,
      'renamed-bytecode',
      'is Python bytecode under another name; Python runs it all the same',
    ),
  ];
}

function trailingData(subject: ExaminedFile): Finding[] {
  const { trailing } = subject.bytecode;
  if (trailing === 0) return [];
  const bytes = trailing === 1 ? 'byte follows' : 'bytes follow';
  return [finding(subject, 'trailing-data', `${trailing} ${bytes} the code, where Python never looks`)];
}
