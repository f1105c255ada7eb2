// Imported lazily, and by name, so that only what these two need is bundled.
export { load as parseYaml } from 'js-yaml';
export { parse as parseToml } from 'smol-toml';
