import manifest from '../../package.json' with { type: 'json' };

/** The engine's version, as it stands in package.json. */
export const VERSION: string = manifest.version;
