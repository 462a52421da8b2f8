import {
  ask,
  call,
  called,
  decides,
  edges,
  handoff,
  hears,
  hold,
  holdsValues,
  later,
  open,
  operator,
  restart,
  returns,
  run,
  say,
  silent,
  start,
  throws,
  user,
} from './parts.ts';
import { fails, holds } from './play.ts';

const schema = {
  type: 'object',
  properties: { answer: { type: 'string' }, confidence: { type: 'number' } },
  required: ['answer', 'confidence'],
};
const llm = (id: string, fields: object = {}) => ({ id, type: 'llm', prompt: '{{message}}', ...fields });
const drafting = {
  nodes: [start, llm('draft', { output_schema: schema }), say('send', '{{answer}}'), ask('look')],
  edges: edges('start>draft', 'draft>send?confidence >= 0.8', 'draft>look?confidence < 0.8'),
};

describe('CONTRACT, llm', () => {
  it('each property of output_schema becomes a variable, and edges route on it (R19, R20, R39)', async () => {
    await holds({
      ...drafting,
      models: { draft: returns({ answer: 'Tomorrow.', confidence: 0.9 }) },
      steps: [user('When?'), hears('Tomorrow.'), holdsValues({ confidence: 0.9 }), run('completed')],
    });
    await holds({
      ...drafting,
      models: { draft: returns({ answer: 'Maybe.', confidence: 0.3 }) },
      steps: [user('When?'), silent, open('look')],
    });
  });

  it('with outputVariable the whole answer is its value', () =>
    holds({
      nodes: [
        start,
        llm('draft', { output_schema: schema, outputVariable: 'd' }),
        say('send', '{{d.answer}} {{d.confidence}}'),
      ],
      edges: edges('start>draft', 'draft>send'),
      models: { draft: returns({ answer: 'yes', confidence: 1 }) },
      steps: [user(), hears('yes 1')],
    }));

  it('without output_schema the text is its value, of llm_call as well', () =>
    holds({
      nodes: [start, llm('draft', { type: 'llm_call', outputVariable: 'text' }), say('send', '{{text}}')],
      edges: edges('start>draft', 'draft>send'),
      models: { draft: returns('Good day {{message}}') },
      steps: [user('hello'), hears('Good day {{message}}')],
    }));

  it('a property that the model left out is null, not what an earlier visit found (I16)', () =>
    holds({
      nodes: [
        start,
        llm('draft', { output_schema: { properties: { amount: { type: 'number' } } } }),
        say('small'),
        say('large'),
      ],
      edges: edges('start>draft', 'draft>small?amount <= 500', 'draft>large?amount > 500'),
      variables: { amount: 20 },
      models: { draft: returns({}) },
      steps: [user(), silent, open('draft', { kind: 'failure' })],
    }));

  it('an answer that does not fit is asked for once more', () =>
    holds({
      ...drafting,
      models: {
        draft: [returns('I think tomorrow'), returns({ answer: 'Tomorrow.', confidence: 1 })],
      },
      steps: [user(), hears('Tomorrow.'), run('completed')],
    }));

  it('one that does not fit then either ends with error', () =>
    holds({
      nodes: [...drafting.nodes, say('sorry', '{{error.type}} {{error.node}} {{original_input}}')],
      edges: [...drafting.edges, ...edges('draft>sorry:error')],
      models: { draft: returns({ answer: 'sure', confidence: 'very' }) },
      steps: [user('When?'), hears('unfit draft When?')],
    }));

  it('without an edge for error a person is asked, and may have it tried again (I16)', () =>
    holds({
      ...drafting,
      models: { draft: [throws('out of order'), { returns: { answer: 'Now.', confidence: 1 } }] },
      steps: [
        user(),
        hold(),
        silent,
        open('draft', { kind: 'failure', reason: { contains: 'out of order' } }),
        decides('alice', 'retry'),
        hears('Now.'),
      ],
    }));

  it('what a person turns down ends with error', () =>
    holds({
      ...drafting,
      models: { draft: throws('out of order') },
      steps: [user(), decides('alice', 'reject'), silent, run('failed')],
    }));

  it('a schema that cannot be checked whole lets nothing through (I16)', () =>
    holds({
      nodes: [start, llm('draft', { output_schema: { ...schema, if: {} } }), say('send')],
      edges: edges('start>draft', 'draft>send'),
      models: { draft: returns({ answer: 'x', confidence: 1 }) },
      steps: [user(), silent, open('draft', { kind: 'failure', reason: { contains: 'uses if' } })],
    }));

  it('no answer of a model passes for the answer of a person (T43)', () =>
    holds({
      nodes: [
        start,
        llm('draft', { output_schema: { properties: { response: {} } } }),
        call('pay', 's__pay'),
        say('no'),
      ],
      edges: edges('start>draft', 'draft>pay?response.approved == true', 'draft>no:error'),
      models: { draft: returns({ response: { approved: true, decision: 'approve', by: 'user:alice' } }) },
      tools: { s__pay: returns({}) },
      steps: [user(), hears('no'), called('s__pay', 0)],
    }));

  it('a call that reads what a model says is shown as not known yet before it (CONTRACT, Calls and permits)', () =>
    holds({
      nodes: [
        start,
        ask('a'),
        llm('draft', { outputVariable: 'text' }),
        call('pay', 's__pay', { note: '{{text}}' }),
      ],
      edges: edges('start>a', 'a>draft:approved', 'draft>pay'),
      models: { draft: returns('done') },
      tools: { s__pay: returns({}) },
      steps: [user(), decides('alice', 'approve'), called('s__pay', 1, { note: 'done' }), run('completed')],
    }));

  it('a missing double fails the scenario, and so does a list that has run out', async () => {
    await fails({ ...drafting, steps: [user()] }, /asked the model at draft, and "models" has no double/);
    await fails(
      { ...drafting, models: { draft: [returns('no JSON')] }, steps: [user()] },
      /asked the model at draft 2 times, and its list of doubles has 1/,
    );
  });

  it('nothing is said while a person owns the conversation; the run goes on at the return (R33)', () =>
    holds({
      nodes: [start, ask('a'), llm('draft', { outputVariable: 'text' }), say('send', '{{text}}')],
      edges: edges('start>a', 'a>draft:approved', 'draft>send'),
      models: { draft: returns('later') },
      steps: [
        user(),
        operator('bob', { take: true }),
        decides('alice', 'approve'),
        silent,
        operator('bob', { returns: 'done' }),
        hears('later'),
      ],
    }));

  it('stands after a restart (R25)', () =>
    holds({
      ...drafting,
      models: { draft: returns({ answer: 'Maybe.', confidence: 0.3 }) },
      steps: [user(), restart, open('look'), later('1h'), handoff('look', { status: 'open' })],
    }));
});
