/** Graphs for tests, and the one place where they call the room under test. */
import fc from 'fast-check';
import { graphOf } from '../../../engine/language/graph/graph.ts';
import { place } from '../../../engine/language/graph/place.ts';
import { check } from '../../../engine/language/language.ts';
import type { Graph, PlacedGraph, PlacedNode } from '../../../schemas/protocol/graph.ts';

/** The graph of a text with what the checks say about it. */
export function drawn(text: string): Graph {
  const answer = graphOf(text, check(text, { kind: 'workflow' }));
  if (answer.kind !== 'graph') throw new Error(answer.why);
  return answer.graph;
}

/** A graph of messages from arrows: `a>b a-approved>c`. */
export function arrows(text: string): Graph {
  const edges = text.split(' ').map((arrow) => {
    const [source = '', target = ''] = arrow.split('>');
    const [from, sourceHandle] = source.split('-');
    return { source: from, target, sourceHandle };
  });
  const ids = [...new Set(edges.flatMap(({ source, target }) => [source, target]))];
  const nodes = ids.map((id) => ({ id, type: 'send_message', message: `This is ${id}` }));
  return drawn(JSON.stringify({ nodes, edges }));
}

/** Random graphs with cycles, loops, doubled edges, lone nodes, handles and conditions. */
export const anyGraph: fc.Arbitrary<Graph> = fc
  .integer({ min: 1, max: 40 })
  .chain((size) => {
    const node = fc.integer({ min: 0, max: size - 1 });
    const handle = fc.constantFrom(undefined, 'error', 'approved', 'rejected', 'a rather long handle');
    const when = fc.constantFrom(undefined, 'order.total > 500 && customer.is_vip == true');
    const edge = fc.record({ source: node, target: node, sourceHandle: handle, when });
    return fc.record({
      labels: fc.array(fc.string({ maxLength: 60 }), { minLength: size, maxLength: size }),
      edges: fc.array(edge, { maxLength: 90 }),
    });
  })
  .map(({ labels, edges }) => {
    const nodes = labels.map((label, at) => ({ id: `n${at}`, type: 'send_message', message: 'x', label }));
    const named = edges.map(({ source, target, sourceHandle, when }) => ({
      source: `n${source}`,
      target: `n${target}`,
      ...(sourceHandle && { sourceHandle }),
      ...(when && { when }),
    }));
    return drawn(JSON.stringify({ nodes, edges: named }));
  });

export function placed(graph: Graph, folded: readonly string[] = []): PlacedGraph {
  return place(graph, folded);
}

export function node(graph: PlacedGraph, id: string): PlacedNode {
  const found = graph.nodes.find((each) => each.id === id);
  if (found === undefined) throw new Error(`${id} is not drawn`);
  return found;
}
