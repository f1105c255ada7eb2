import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { TestRepo } from '../helpers/repo.ts';
import { GUARD_LOADS } from '../helpers/watch-loads.ts';

