export { detectSecrets } from './detect-secrets.ts';
export { redactor } from './redact.ts';
