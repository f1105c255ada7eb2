declare const PYC_GUARD_BUGS: string;

/** Where faults are reported: `bugs` of package.json, put in by the build. */
export const bugsAddress = PYC_GUARD_BUGS;
