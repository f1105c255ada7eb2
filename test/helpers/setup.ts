import { afterAll, jest } from '@jest/globals';
import { removeScratch } from './scratch.ts';

declare const TEST_SECONDS: number;

jest.setTimeout(TEST_SECONDS * 1000);
afterAll(removeScratch);
