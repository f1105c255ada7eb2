/** Accounts that come with a system, an image, a build service or a new computer: they name nobody. */
const GENERIC = new Set(
  `
  admin administrator app appuser azureuser build builder buildkite-agent builds buildbot centos circleci
  codespace coder container containeradmin containeruser debian deploy deployer dev developer django
  docker ec2-user fedora flask gitlab-runner gitpod guest home jenkins jovyan kali me nobody node nonroot
  owner pc pi python root runner runneradmin service swuser travis ubuntu user username users vagrant
  vcap vscode vsts vsts_azpcontainer web webapp worker www www-data
  `
    .trim()
    .split(/\s+/),
);

export const isGenericUser = (name: string): boolean => GENERIC.has(name.toLowerCase());
