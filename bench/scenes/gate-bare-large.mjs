import { makeBareScene } from '../gate-scene.mjs';

export const title = 'The gate beside its own git command: 200,000 tracked files';
export const large = true;
export const rounds = 100;
export const setUp = (folder) => makeBareScene(folder, 200_000);
