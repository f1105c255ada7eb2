import { basename } from 'node:path';

/**
 * How to start the program again: by its name if the shell found it on PATH, else through npx.
 *
 * @param script - the file that Node was started with
 */
export function programName(script: string, env: NodeJS.ProcessEnv): string {
  const byNpm = env.npm_command !== undefined || env.npm_lifecycle_event !== undefined;
  const inModules = /[\\/]node_modules[\\/]/.test(script);
  const isNamed = /^pyc-guard(?:\.cmd|\.ps1)?$/.test(basename(script));
  return isNamed && !byNpm && !inModules ? 'pyc-guard' : 'npx pyc-guard';
}
