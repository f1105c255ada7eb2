import { jest } from '@jest/globals';

declare const TEST_SECONDS: number;

jest.setTimeout(TEST_SECONDS * 1000);
