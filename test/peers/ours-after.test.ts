import { testBeside } from './matrix.ts';

testBeside('after');
