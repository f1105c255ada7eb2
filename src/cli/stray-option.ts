export const STRAY = {
  type: 'boolean',
  default: false,
  describe: 'take other files in __pycache__ too',
} as const;
