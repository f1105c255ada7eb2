import { makeGateScene } from '../gate-scene.mjs';

export const title = 'The gate on a clean commit: 200,000 tracked files';
export const large = true;
export const rounds = 25;
export const setUp = (folder) => makeGateScene(folder, 200_000, 8);
