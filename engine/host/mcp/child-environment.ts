/**
 * What a child process may see of this process's environment (T36): where it is, who it is, its language, its time
 * zone, and what the configuration declares. Never tokens of the engine, of a shell or of CI.
 */
import { type Environment, resolveReferences } from '../env-reference.ts';

const ALLOWED: readonly string[] = [
  'HOME',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'LOGNAME',
  'PATH',
  'SHELL',
  'TEMP',
  'TERM',
  'TMP',
  'TMPDIR',
  'TZ',
  'USER',
];

const ALLOWED_ON_WINDOWS: readonly string[] = [
  'APPDATA',
  'COMSPEC',
  'HOMEDRIVE',
  'HOMEPATH',
  'LOCALAPPDATA',
  'PATHEXT',
  'PROCESSOR_ARCHITECTURE',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'USERNAME',
  'USERPROFILE',
  'WINDIR',
];

/** The environment for one child. Throws `MissingVariable` where `declared` names what is not there. */
export function childEnvironment(
  declared: Readonly<Record<string, string>>,
  environment: Environment,
): Record<string, string> {
  const names = process.platform === 'win32' ? [...ALLOWED, ...ALLOWED_ON_WINDOWS] : ALLOWED;
  const inherited = names.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const own = Object.entries(declared).map(
    ([name, value]) => [name, resolveReferences(value, environment)] as const,
  );
  return Object.fromEntries([...inherited, ...own]);
}
