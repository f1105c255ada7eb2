export { detectSecrets } from './detect-secrets.ts';
export { passwordsIn } from './login-url.ts';
export { maskRandom } from './redact.ts';
export { mentionsOf, searchedSource } from './searched-source.ts';
export { maskShapes, maskSuspects, maskValues, namedSuspects } from './suspects.ts';
