import { hashOf, mintToken } from '../credentials.ts';
import { iso } from '../views.ts';
import { durably, type Handlers, submit } from './method.ts';

type EngineMethods = Pick<
  Handlers,
  Extract<keyof Handlers, `${'engine' | 'token' | 'stats' | 'tools'}/${string}`>
>;

export const engineMethods: EngineMethods = {
  'stats/get': async (_, session) => {
    const { statsOf } = await import('../../../core/measure/stats.ts');
    return durably(session, () => statsOf(session.engine.state));
  },

  'tools/list': async (_, { house }) => ({ items: [...house.tools()] }),

  'engine/status': async (_, { engine, house }) => {
    let openHandoffs = 0;
    for (const [, { status }] of engine.state.handoffs.entries()) if (status === 'open') openHandoffs += 1;
    return {
      engine: house.version,
      mode: engine.mode.kind,
      ...(engine.mode.kind === 'read-only' && { why: engine.mode.why }),
      halted: engine.state.meta.get('meta')?.halted === true,
      seq: engine.seq,
      pid: house.pid,
      startedAt: iso(house.startedAt),
      clients: house.clients(),
      openHandoffs,
    };
  },

  'engine/stop': async ({ handover = false }, { house, identity }) => {
    setImmediate(() => house.onStop({ handover, by: identity.principal }));
    return { stopping: true };
  },

  'engine/halt': ({ why }, session) => submit(session, 'halt', { why }),
  'engine/resume': ({ why }, session) => submit(session, 'resume', { why }),

  'token/create': async (who, session) => {
    const principal = principalOf(who);
    const token = mintToken();
    await submit(session, 'credential-issue', { principal, hash: hashOf(token) });
    return { token, principal };
  },

  'token/revoke': ({ principal }, session) => submit(session, 'credential-revoke', { principal }),
};

function principalOf(who: { bot: string } | { user: string } | { observer: string }): string {
  if ('bot' in who) return `bot:${who.bot}`;
  return 'user' in who ? `user:${who.user}` : `observer:${who.observer}`;
}
