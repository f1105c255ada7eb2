import { expect, test } from '@jest/globals';
import { bytecodeFindings } from '../../../../src/bytecode/findings/all-findings.ts';
import { cacheName } from '../../../../src/bytecode/findings/cache-name.ts';
import { parsePyc } from '../../../../src/bytecode/read/parse-pyc.ts';
import type { BytePath } from '../../../../src/model/byte-path.ts';
import { attacks } from '../../../helpers/attacks.ts';
import { pycNames, readCase } from '../../../helpers/pyc-fixtures.ts';

// test/integration/pyc-attacks.test.ts shows that Python runs each of them.
const ALL = pycNames('payload').flatMap((tag) =>
  attacks(readCase(`payload/${tag}.pyc`), tag, 1_700_000_000).map((attack) => ({ tag, ...attack })),
);

test.each(ALL)('$name is named ($tag)', ({ files, bytecode, codes }) => {
  const path = bytecode as BytePath;
  const source = files[cacheName(path)?.source ?? ''] ?? null;
  const parsed = parsePyc(files[bytecode] ?? Buffer.alloc(0));
  const findings = bytecodeFindings({ path, bytecode: parsed, source, exists: (other) => other in files });
  expect(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(codes);
});
