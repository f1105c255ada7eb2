import { makeBareScene } from '../gate-scene.mjs';

export const title = 'The gate beside its own git command: 1,000 tracked files';
export const rounds = 400; // it is a ratio of differences of two or three milliseconds
export const setUp = (folder) => makeBareScene(folder, 1000);
