// The oldest minor of each major version that runs everything we depend on; newer majors all do.
const oldest = { 20: 19, 22: 12 };

/** A sentence when this Node cannot run Caseroom, else null. Says the same as "engines" in package.json. */
export function nodeFault(version) {
  const [major, minor] = version.split('.').map(Number);
  const newest = Math.max(...Object.keys(oldest).map(Number));
  const fits = major > newest || (major in oldest && minor >= oldest[major]);
  return fits
    ? null
    : `Caseroom needs Node 20.19 or later of version 20, or 22.12 or later; this is ${version}.`;
}
