/** Stories of what happens after an answer, or after a file was changed. */
import type { Story } from './journal-stories.ts';

const start = { id: 'start', type: 'trigger', triggerType: 'message_received' };
const ask = { id: 'ask', type: 'human', prompt: 'May I?' };
const says = (message: string) => ({ id: 'done', type: 'send_message', message });

export const LATER: { readonly [title: string]: Story } = {
  async 'an answer that somebody looks at afterwards'(tell) {
    const house = await tell({
      config: { bots: { shop: { reviews: { first: 1 } } } },
      nodes: [start, says('We open at nine.')],
      edges: [{ from: 'start', to: 'done' }],
    });
    await house.say('when do you open?');
    const [id = ''] = [...house.engine.state.reviews.entries()][0] ?? [];
    const correction = 'We open at ten.';
    await house.submit('review', 'user:alice', { id, verdict: 'corrected', correction, note: 'old hours' });
  },

  async 'a run that is moved to the file as it is now'(tell) {
    const edges = [
      { from: 'start', to: 'ask' },
      { source: 'ask', target: 'done', sourceHandle: 'approved' },
    ];
    const house = await tell({ nodes: [start, ask, says('Done.')], edges });
    await house.say('hello');
    const { run } = house.asked().place;
    const to = house.redefine({ nodes: [start, ask, says('All done.')], edges });
    await house.submit('migrate', 'user:alice', { run, to, reason: 'the text was too short' });
    await house.decide('approve');
  },
};
