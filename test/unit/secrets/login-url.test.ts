import { expect, test } from '@jest/globals';
import { loginUrls } from '../../../src/secrets/login-url.ts';

const SECRET = ['Sommer', 'Wind7'].join('#');

test.each([
  [
    'database-connection-string',
    `postgresql+asyncpg://shop:${['Wind', '77x'].join('')}@db.acme.io:5432/shop`,
  ],
  ['database-connection-string', `mongodb+srv://shop:${['Wi', '.nd77'].join('')}@cluster0.mongodb.net/test`],
  ['database-connection-string', `redis://:${['Wi', 'nd77x'].join('')}@cache.acme.io:6379/0`],
  ['database-connection-string', `Driver={ODBC};Server=db;Database=shop;UID=sa;PWD=${SECRET};`],
  ['database-connection-string', `host=db.acme.io dbname=shop user=shop password=${SECRET}`],
  ['database-connection-string', `postgres://{}:${['Wi', 'nd77x'].join('')}@db.acme.io:5432/{}`],
  ['basicauth', `amqp://shop:${['Wi', 'nd77x'].join('')}@mq.acme.io//`],
])('a %s with a login is found', (rule, text) => {
  expect(loginUrls(`X = "${text}"\n`)).toMatchObject([{ rule, certainty: 'likely' }]);
});

test.each([
  'postgresql://scott:tiger@localhost/test',
  'mysql://root:root@127.0.0.1/db',
  'postgresql://postgres:123@db:5432/shop',
  'mysql://%s:%s@%s/%s',
  'https://user:password@example.com/',
  'mongodb://{user}:{password}@host',
  'redis://localhost:6379/0',
  'http://user:$PASSWORD@acme.io',
  'password=12345 is too short',
])('%s holds none', (text) => {
  expect(loginUrls(`X = "${text}"\n`)).toEqual([]);
});
