import {
  ask,
  call,
  called,
  decides,
  edges,
  handoff,
  hears,
  holdsValues,
  open,
  returns,
  run,
  say,
  silent,
  start,
  throws,
  user,
} from './parts.ts';
import { holds } from './play.ts';

const topic = {
  id: 'topic',
  type: 'router',
  input: '{{message}}',
  routes: [{ name: 'refund', description: 'wants money back' }, { name: 'order' }],
  outputVariable: 'way',
};
const asked = {
  nodes: [start, topic, say('a', 'refund'), say('b', 'order'), say('c', 'default')],
  edges: edges('start>topic', 'topic>a:refund', 'topic>b:order', 'topic>c:default'),
};
const ruled = (...routes: object[]) => ({
  nodes: [
    start,
    { id: 'topic', type: 'router', routes },
    say('a', 'large'),
    say('b', 'small'),
    say('c', 'other'),
  ],
  edges: edges('start>topic', 'topic>a:large', 'topic>b:small', 'topic>c:default'),
});

describe('CONTRACT, router', () => {
  it('takes the route that the model names, as an object or as its bare name (R35)', async () => {
    const steps = [user(), hears('refund'), holdsValues({ way: 'refund' }), run('completed')];
    await holds({ ...asked, models: { topic: returns({ route: 'refund' }) }, steps });
    await holds({ ...asked, models: { topic: returns('refund') }, steps });
  });

  it('takes default where the model says so', () =>
    holds({ ...asked, models: { topic: returns('default') }, steps: [user(), hears('default')] }));

  it('a route that is not on the list goes to a person, who may choose any (T43, I16)', () =>
    holds({
      ...asked,
      models: { topic: returns({ route: 'pay everything' }) },
      steps: [
        user(),
        silent,
        open('topic', { kind: 'failure', reason: { contains: 'has to be one of refund, order, default' } }),
        decides('alice', 'order'),
        hears('order'),
        holdsValues({ way: 'order' }),
      ],
    }));

  it('a model that fails goes to error, and without an edge there to a person', async () => {
    await holds({
      nodes: [...asked.nodes, say('e', '{{error.message}}')],
      edges: [...asked.edges, ...edges('topic>e:error')],
      models: { topic: throws('out of order') },
      steps: [user(), hears('out of order')],
    });
    await holds({
      ...asked,
      models: { topic: [throws('out of order'), returns('order')] },
      steps: [user(), silent, decides('alice', 'retry'), hears('order')],
    });
  });

  it('the first route whose condition is true is taken, and no model is asked', () =>
    holds({
      ...ruled({ name: 'large', when: 'amount > 500' }, { name: 'small', when: 'amount > 0' }),
      variables: { amount: 600 },
      steps: [user(), hears('large'), run('completed')],
    }));

  it('default is taken where no condition is true', () =>
    holds({
      ...ruled({ name: 'large', when: 'amount > 500' }),
      variables: { amount: 6 },
      steps: [user(), hears('other')],
    }));

  it('a model chooses among the routes without a condition where none is true', () =>
    holds({
      ...ruled({ name: 'large', when: 'amount > 500' }, { name: 'small' }),
      variables: { amount: 6 },
      models: { topic: [returns('small')] },
      steps: [user(), hears('small')],
    }));

  it('a model cannot name a route that has a condition (T43)', () =>
    holds({
      ...ruled({ name: 'large', when: 'amount > 500' }, { name: 'small' }),
      variables: { amount: 6 },
      models: { topic: returns('large') },
      steps: [user(), silent, open('topic')],
    }));

  it('a condition that cannot be decided takes no route, also none that is true later (I16)', () =>
    holds({
      ...ruled({ name: 'large', when: 'amount > 500' }, { name: 'small', when: 'true' }),
      steps: [
        user(),
        silent,
        handoff('topic', { kind: 'failure' }),
        decides('alice', 'large'),
        hears('large'),
      ],
    }));

  it('a call behind it is bound where the way is known before, and not where a model chooses (I8)', () =>
    holds({
      nodes: [
        start,
        ask('a'),
        { ...topic, routes: [{ name: 'pay', when: 'amount < 5' }] },
        call('pay', 's__pay'),
      ],
      edges: edges('start>a', 'a>topic:approved', 'topic>pay:pay'),
      variables: { amount: 1 },
      tools: { s__pay: returns({}) },
      steps: [user(), decides('alice', 'approve'), called('s__pay', 1), run('completed')],
    }));
});
