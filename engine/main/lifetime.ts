/** When an engine that VS Code started ends by itself: some time after its last client, unless something waits or is due. */
import type { Engine } from '../run/engine.ts';

export type Lifetime = 'window' | 'waiting' | 'always';

const LOOK_EVERY_MS = 5_000;
const LINGER_MS = 30_000;

/** @returns the end of watching */
export function watchLifetime(
  lifetime: Lifetime,
  engine: Engine,
  clients: () => number,
  onIdle: () => void,
): () => void {
  if (lifetime === 'always') return () => undefined;
  let idleSince: number | undefined;
  const timer = setInterval(() => {
    if (clients() > 0 || (lifetime === 'waiting' && waits(engine))) {
      idleSince = undefined;
      return;
    }
    idleSince ??= performance.now();
    if (performance.now() - idleSince >= LINGER_MS) onIdle();
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** Whether a run is under way, or a clock or an effect is due. */
function waits({ state }: Engine): boolean {
  for (const [, run] of state.runs.entries()) if (run.endedAt === undefined) return true;
  for (const _ of state.timers.entries()) return true;
  for (const [, effect] of state.effects.entries())
    if (effect.status === 'planned' || effect.status === 'started') return true;
  return false;
}
