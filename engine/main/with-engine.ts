/** Runs something against the engine of a store: the one that runs, else one that lives for as long as it takes. */
import { StoreHeld } from '../host/store/open.ts';
import { runEngine } from './engine.ts';
import { logLines } from './log-lines.ts';

export async function withEngine<T>(
  { workspace, store }: { workspace: string; store: string },
  use: () => Promise<T>,
): Promise<T> {
  const own = await runEngine({ workspace, store, log: logLines({ level: 'silent' }) }).catch(
    (error: unknown) => {
      if (error instanceof StoreHeld) return undefined;
      throw error;
    },
  );
  try {
    return await use();
  } finally {
    await own?.close();
  }
}
