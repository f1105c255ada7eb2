import { testBeside } from './matrix.ts';

testBeside('before');
