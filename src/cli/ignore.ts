import { command } from './command.ts';

export const ignore = command(
  'ignore',
  'patch .gitignore so that it covers Python caches',
  (parser) =>
    parser.option('global', {
      type: 'boolean',
      default: false,
      describe: "the user's own excludes file instead, for every repository",
    }),
  async ({ global }, session) => {
    const { ignore, ignoreGlobally } = await import('../fix/ignore.ts');
    return global ? ignoreGlobally(session.cwd) : ignore(await session.repository());
  },
);
