import { type Server, serverRule } from '../core/server-rules.ts';
import type { Outcome } from '../types.ts';
import { outcome } from './outcome.ts';

/** The rule for a server; what its language can't say comes as warnings. Needs no repository. */
export const rules = (server: Server): Outcome => outcome(serverRule(server));
