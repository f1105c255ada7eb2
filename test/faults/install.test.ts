import { tryEveryChange } from './every-change.ts';
import { SCENARIOS } from './scenarios.ts';

tryEveryChange(SCENARIOS.filter(({ args }) => args[0] === 'install'));
