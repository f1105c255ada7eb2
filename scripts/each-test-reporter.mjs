import process from 'node:process';

/** Says how each test ended as soon as it has: jest's own reporters wait for the end of the file. */
export default class EachTest {
  onTestCaseResult(_file, { status, duration, fullName, failureMessages }) {
    process.stdout.write(`${status} ${duration ?? 0} ms: ${fullName}\n`);
    for (const message of failureMessages) process.stdout.write(`${message}\n`);
  }
}
