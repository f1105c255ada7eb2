import { command } from './command.ts';

export const ignore = command(
  'ignore',
  'patch .gitignore so that it covers Python caches',
  (parser) => parser,
  async (_args, session) => {
    const { ignore } = await import('../commands/ignore.ts');
    return ignore(await session.repository());
  },
);
