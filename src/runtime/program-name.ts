import { basename } from 'node:path';

/**
 * How a person would start the program again: by its name where a shell found it by that, else with npx.
 *
 * @param script - the file that Node was started with
 */
export function programName(script: string, env: NodeJS.ProcessEnv): string {
  const byNpm = env.npm_command !== undefined || env.npm_lifecycle_event !== undefined;
  const inModules = /[\\/]node_modules[\\/]/.test(script);
  const isNamed = /^pyc-guard(?:\.cmd|\.ps1)?$/.test(basename(script));
  return isNamed && !byNpm && !inModules ? 'pyc-guard' : 'npx pyc-guard';
}
