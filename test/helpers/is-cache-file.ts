/** The rule for cache files as the README words it, written independently of the program's classifier. */
export function isCacheFile(path: string): boolean {
  const lower = path.toLowerCase();
  if (/\.pyc$|\.pyo$|\$py\.class$/.test(lower)) return true;
  const inPycache = lower.split('/').slice(0, -1).includes('__pycache__');
  return inPycache && /\.nbi$|\.nbc$|\.py[co]\.[0-9]+$/.test(lower);
}
