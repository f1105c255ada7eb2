export { detectSecrets } from './detect-secrets.ts';
export { maskRandom, redactor } from './redact.ts';
