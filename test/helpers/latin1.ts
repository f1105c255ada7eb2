import { Buffer } from 'node:buffer';

export const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
export const latin1 = (from: Uint8Array): string => Buffer.from(from).toString('latin1');
