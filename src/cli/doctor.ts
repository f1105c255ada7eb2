import type { Diagnosis } from '../model/outcome.ts';
import type { Session } from '../runtime/run-command.ts';
import { command } from './command.ts';

export async function examine(session: Session): Promise<Diagnosis> {
  const { doctor } = await import('../doctor/doctor.ts');
  return doctor(await session.repository(), session.env);
}

export const doctor = command(
  'doctor',
  'every reason why the guard would not hold here, and what mends it',
  (parser) => parser,
  (_args, session) => examine(session),
);
