import { version } from '../../package.json';

/** The engine's version, as it stands in package.json. */
export const VERSION: string = version;
