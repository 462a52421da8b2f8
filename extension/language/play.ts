/** Plays scenario files by the command line, in a process of its own: virtual time, doubles, nothing outside is reached. */
import { spawn } from 'node:child_process';

export interface Play {
  readonly command: string;
  /** What comes before `test`. */
  readonly args: readonly string[];
  readonly files: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the process. */
  readonly signal: AbortSignal;
}

export interface Result {
  readonly file: string;
  readonly name: string;
  readonly status: string;
  readonly error?: string;
  /** Of the failing step, else of the scenario, from 1. */
  readonly line: number;
}

export type Played =
  | { readonly kind: 'played'; readonly results: readonly Result[]; readonly unreadable: string }
  /** Nothing was played; `why` is what the process said. */
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'cancelled' };

/** Resolves when the process ended, however it did. */
export function play({ command, args, files, cwd, env, signal }: Play): Promise<Played> {
  const child = spawn(command, [...args, 'test', '--reporter', 'json', ...files], {
    cwd,
    env,
    signal,
    windowsHide: true,
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  return new Promise((resolve) => {
    child.once('error', (error) =>
      resolve(signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', why: error.message }),
    );
    child.once('close', () =>
      resolve(signal.aborted ? { kind: 'cancelled' } : told(said.out, said.err.trim())),
    );
  });
}

function told(out: string, err: string): Played {
  const results = resultsIn(out);
  return results === undefined
    ? { kind: 'failed', why: err || out.trim() }
    : { kind: 'played', results, unreadable: err };
}

function resultsIn(out: string): Result[] | undefined {
  try {
    const { scenarios } = JSON.parse(out) as { scenarios: Result[] };
    return scenarios;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
