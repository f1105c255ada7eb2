import { expect, test } from '@jest/globals';
import { commandPasswords } from '../../../src/secrets/command-password.ts';
import { innerCredentials } from '../../../src/secrets/inner-credential.ts';
import { fakeSecret } from '../../helpers/fake-secrets.ts';

const PASSWORD = fakeSecret('typed', 1);

const isThere = (): boolean => true;

test.each([
  `sshpass -p ${PASSWORD} scp a root@acme.io:`,
  `mysql -h db -u root -p${PASSWORD} shop`,
  `echo ${PASSWORD} | sudo -S reboot`,
  `CREATE USER bob WITH PASSWORD '${PASSWORD}'`,
  `curl -X POST -u bob:${PASSWORD} https://acme.io/`,
  `tool --password=${PASSWORD} --user bob`,
  `plink -pw ${PASSWORD} root@10.0.0.1`,
])('the password in a command is found: %s', (command) => {
  const text = `"${command}"\n`;
  expect(commandPasswords(text, isThere).map(({ start, end }) => text.slice(start, end))).toEqual([PASSWORD]);
});

test.each([
  'the --username/--password options',
  'the field is identified by metric_name2',
  'mysql -u root -p',
  'echo $PASSWORD1 | sudo -S reboot',
  'curl -u {user}:{password1} https://acme.io/',
  ':nick12@host.irc.org PRIVMSG',
])('%s has none', (text) => {
  expect(commandPasswords(`"${text}"\n`, isThere)).toEqual([]);
});

test('settings inside of a text are read by their names', () => {
  const key = fakeSecret('random', 3);
  const found = (text: string): string[] =>
    innerCredentials(text, isThere).map(({ start, end }) => text.slice(start, end));
  expect(found(`"{"id": "a", "api_key": "${key}"}"\n`)).toEqual([key]);
  expect(found(`"[db]\nhost = a\npassword = ${PASSWORD}\n"\n`)).toEqual([PASSWORD]);
  expect(found(`"{"type": "object", "token": "string", "password": "required"}"\n`)).toEqual([]);
});
