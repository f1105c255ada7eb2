import { makeGateScene } from '../gate-scene.mjs';

export const title = 'The gate on a clean commit: 1,000 tracked files';
export const rounds = 100;
export const setUp = (folder) => makeGateScene(folder, 1000, 6);
