type Environment = Readonly<Record<string, string | undefined>>;

/** Scripts npm, pnpm and yarn run by themselves (npm help scripts, "Life Cycle Scripts"). */
const BY_ITSELF = /^(?:(?:pre|post)?(?:install|prepare)|prepublish|prepack|postpack|dependencies)$/;

/** Whether a package manager, not a person, started the program. */
export const inLifeCycle = (env: Environment): boolean => BY_ITSELF.test(env.npm_lifecycle_event ?? '');

/**
 * Whether this is a CI machine: nobody commits there, so nothing needs a hook. Azure Pipelines, TeamCity
 * and AWS CodeBuild set no `CI`, nor does Jenkins, whose URL developers have in their environment as well.
 */
export const inCi = (env: Environment): boolean =>
  !/^(?:|0|false)$/i.test(env.CI ?? '') ||
  [env.TF_BUILD, env.TEAMCITY_VERSION, env.CODEBUILD_BUILD_ID, env.JENKINS_URL && env.BUILD_NUMBER].some(
    Boolean,
  );

/** `PYC_GUARD=0` switches hook and `install` off. In cmd.exe, `set PYC_GUARD=0 & npm …` keeps the blank. */
export const switchedOff = (env: Environment): boolean => /^ *0 *$/.test(env.PYC_GUARD ?? '');
