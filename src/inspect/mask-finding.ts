import type { Finding } from '../model/findings.ts';

/**
 * A finding without what is a secret in another file of the same call.
 *
 * @param mask - replaces secrets in a text
 */
export const maskFinding = <F extends Finding>(finding: F, mask: (text: string) => string): F => ({
  ...finding,
  message: mask(finding.message),
  ...(finding.user !== undefined && { user: mask(finding.user) }),
});
