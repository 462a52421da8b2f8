import assert from 'node:assert/strict';
import { check } from '../../engine/language/language.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is not proved in a workflow of these nodes and edges, written `from>to` or `from-handle>to`. */
function notProved(nodes: readonly Fields[], edges: readonly string[]): string[] {
  const text = JSON.stringify({
    nodes: [{ id: 'start', type: 'trigger', triggerType: 'manual' }, ...nodes],
    edges: edges.map((edge) => {
      const [from = '', to = ''] = edge.split('>');
      const [source, handle] = from.split('-');
      return { from: source, to, ...(handle === undefined ? {} : { sourceHandle: handle }) };
    }),
  });
  const found = check(text, { kind: 'workflow' }).filter(({ code }) => code === 'not-proved');
  return found.map(({ severity, message }) => `${severity}: ${message}`);
}

function many<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

describe('a proof that would take too long', () => {
  it('is said not to have been made, for calls of very many tools', () => {
    const calls = many(70, (at) => ({ id: `n${at}`, type: 'mcp_tool', toolName: `pay__refund_${at}` }));
    const edges = many(70, (at) => `${at === 0 ? 'start' : `n${at - 1}`}>n${at}`);
    assert.deepEqual(notProved(calls, edges), [
      'information: Whether "unguarded-side-effect" holds here is not known: calls of 6 more tools (pay__refund_64, pay__refund_65, pay__refund_66 …) were not looked at; split the file into smaller workflows.',
    ]);
    assert.deepEqual(notProved(calls.slice(0, 60), edges.slice(0, 60)), []);
  });

  it('is said not to have been made, for very many variables that branches may share', () => {
    const setters = many(410, (at) => ({
      id: `n${at}`,
      type: 'data_transform',
      set: { [`v${at % 205}`]: 1 },
    }));
    const edges = [
      'start>n0',
      'start>n205',
      ...many(408, (at) => `n${at < 204 ? at : at + 1}>n${at < 204 ? at + 1 : at + 2}`),
    ];
    const [only, ...others] = notProved(setters, edges);
    assert.match(only ?? '', /^information: Whether "written-by-two-branches" .* 5 more variables /);
    assert.deepEqual(others, []);
  });

  it('is said not to have been made, for the next approval at the end of a very long way', () => {
    const steps = many(20, (at) => ({ id: `s${at}`, type: 'data_transform', set: { done: at } }));
    const asks = (id: string, who: string) => ({ id, type: 'human', prompt: 'May we?', assignee: who });
    const edges = ['start>a', 'a-approved>s0', ...many(19, (at) => `s${at}>s${at + 1}`), 's19>b'];
    const [only] = notProved([asks('a', 'user:alice'), ...steps, asks('b', 'user:alice')], edges);
    assert.match(only ?? '', /"same-person-twice" .* the ways from one handoff to the next are longer/);
    assert.deepEqual(notProved([asks('a', 'role:lead'), ...steps, asks('b', 'user:alice')], edges), []);
  });

  it('is said not to have been made, for variables that are read in very many places', () => {
    // Each reader's way back to the start is as long as the file, and another node beside it sets what it reads.
    const size = 3400;
    const chain = many(size, (at) => ({ id: `n${at}`, type: 'send_message', message: `{{v${at}}}` }));
    const beside = many(size, (at) => ({ id: `b${at}`, type: 'data_transform', set: { [`v${at}`]: 1 } }));
    const edges = many(size, (at) => [`${at === 0 ? 'start' : `n${at - 1}`}>n${at}`, `b${at}>n${at}`]).flat();
    const [only, ...others] = notProved([...chain, ...beside], edges);
    assert.match(
      only ?? '',
      /"maybe-undefined-variable" .* the ways to \d+ more places that read a variable/,
    );
    assert.deepEqual(others, []);
  });
});
