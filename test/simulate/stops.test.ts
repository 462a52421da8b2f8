import type { Config } from '../../engine/model/config.ts';
import {
  ask,
  decides,
  edges,
  handoff,
  hears,
  hold,
  open,
  owner,
  run,
  say,
  silent,
  start,
  user,
} from './parts.ts';
import { holds } from './play.ts';

const config: Config = {
  bots: { shop: { askForPerson: true, handoffWhen: [{ says: ['lawyer'], reason: 'Legal matter' }] } },
  people: { alice: { name: 'Alice' } },
};
const plan = {
  nodes: [start, ask('review'), say('done', 'Done.'), say('no', 'Sorry.')],
  edges: edges('start>review', 'review>done:approved', 'review>no:rejected'),
  config,
};

describe('R35 in scenarios', () => {
  it('a stop is a handoff of the node "stop", and the run of the workflow stays the run', () =>
    holds({
      ...plan,
      steps: [
        user('hello'),
        open('review'),
        run('waiting'),
        user('I call my lawyer'),
        owner('queue'),
        open('stop', { kind: 'takeover', reason: 'Legal matter (said "lawyer")' }),
        run('waiting'),
        silent,
        decides('alice', 'approve', { handoff: 'review' }),
        silent,
        decides('alice', 'skip', { handoff: 'stop' }),
        owner('bot'),
        hears('Done.'),
        run('completed'),
      ],
    }));

  it('a user who asks for a person at first gets one, and the bot answers when it is let', () =>
    holds({
      ...plan,
      steps: [
        user('Can I talk to a human?'),
        hold(),
        owner('queue'),
        { operator: 'user:alice', take: true },
        { operator: 'user:alice', says: 'Here I am.' },
        hears('Here I am.'),
        { operator: 'user:alice', returns: 'solved' },
        owner('bot'),
        handoff('stop', { status: 'decided' }),
        user('one more thing'),
        open('review'),
      ],
    }));
});
