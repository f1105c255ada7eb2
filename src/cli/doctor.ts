import type { Diagnosis } from '../model/outcome.ts';
import type { Session } from '../runtime/run-command.ts';
import { command } from './command.ts';

/** @param looksInside - whether tracked cache files are searched for secrets, too */
export async function examine(session: Session, looksInside: boolean): Promise<Diagnosis> {
  const { doctor } = await import('../doctor/doctor.ts');
  return doctor(await session.repository(), session, looksInside ? session.progress : null);
}

export const doctor = command(
  {
    usage: 'doctor',
    summary: "check that the hook works here, and how to fix what doesn't",
    examples: [
      ['doctor', 'check this repository'],
      ['doctor --json', 'the same for a program'],
    ],
  },
  (_args, session) => examine(session, false),
);
