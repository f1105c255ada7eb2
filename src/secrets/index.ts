export { detectSecrets } from './detect-secrets.ts';
export { maskRandom } from './redact.ts';
export { maskShapes, maskSuspects, maskValues, namedSuspects } from './suspects.ts';
