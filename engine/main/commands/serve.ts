import type { Command } from 'commander';
import { Exit } from '../exit.ts';
import type { Lifetime } from '../lifetime.ts';

interface Options {
  workspace: string;
  port?: string;
  store?: string;
  adopt?: boolean;
  lifetime: Lifetime;
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('run the engine and its bridge until it is told to stop')
    .option('--workspace <dir>', 'folder with handoff.config.json and the workflows', '.')
    .option('--port <n>', 'port of the bridge; without it the one this store has had')
    .option('--store <dir>', 'folder of the store; .handoff in the workspace without it')
    .option('--adopt', 'use a store that this machine does not know')
    .option(
      '--lifetime <how>',
      'window: ends after its last client; waiting: stays while anything waits or is due; always',
      'always',
    )
    .action(serve);
}

async function serve({ workspace, port, store, adopt, lifetime }: Options): Promise<void> {
  const { runEngine } = await import('../engine.ts');
  const { StoreHeld } = await import('../../host/store/open.ts');
  const { watchLifetime } = await import('../lifetime.ts');
  let end: (why: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  let clients = 0;
  const running = await runEngine({
    workspace,
    port: port === undefined ? undefined : Number(port),
    store,
    adopt,
    onStop: () => end('stopped'),
    onClients: (count) => {
      clients = count;
    },
  }).catch((error: unknown) => {
    if (!(error instanceof StoreHeld)) throw error;
    throw new Exit(1, `${error.message}${error.url ? ` It listens on ${error.url}.` : ''}`);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => end(signal));
  const unwatch = watchLifetime(
    lifetime,
    running.engine,
    () => clients,
    () => end('nothing left to do'),
  );
  const { bridge } = running;
  process.stdout.write(
    `${JSON.stringify({ ready: true, bridge: bridge.url, dashboard: bridge.dashboard, store: running.store.directory, pid: process.pid, ...readOnlyOf(running.store.mode) })}\n`,
  );
  await ended;
  unwatch();
  await running.close();
}

/** An engine that may only read is not announced in `bridge.json`; whoever started it learns the reason here. */
function readOnlyOf(mode: { kind: 'live' } | { kind: 'read-only'; why: string }): { readOnly?: string } {
  return mode.kind === 'read-only' ? { readOnly: mode.why } : {};
}
