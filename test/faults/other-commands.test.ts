import { tryEveryChange } from './every-change.ts';
import { SCENARIOS } from './scenarios.ts';

const elsewhere = ['install', 'uninstall', 'fix'];

tryEveryChange(SCENARIOS.filter(({ args }) => !elsewhere.includes(args[0] ?? '')));
