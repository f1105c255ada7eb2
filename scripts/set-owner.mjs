// `npm run owner -- NAME` puts the GitHub account that hosts the project into package.json and into every
// address that must agree with it (test/unit/addresses.test.ts).
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [, before] = /github\.com\/([^/]+)\//.exec(repository.url);
const [owner = ''] = process.argv.slice(2);
if (!/^[A-Za-z0-9](-?[A-Za-z0-9])*$/.test(owner)) {
  console.error('Usage: npm run owner -- NAME, an account of GitHub');
  process.exit(2);
}

const address = new RegExp(`(?<![\\w-])${before}/pyc-guard(?![\\w-])`, 'g');
const files = execFileSync('git', ['grep', '-lzF', `${before}/pyc-guard`], { cwd: root, encoding: 'utf8' });
for (const name of files.split('\0').filter(Boolean)) {
  const text = readFileSync(join(root, name), 'utf8');
  writeFileSync(join(root, name), text.replaceAll(address, `${owner}/pyc-guard`));
  console.log(`${name}: now says ${owner}`);
}
