/** Workflows to draw: made ones of any size, the same for the same size, and the project's own. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { graphOf } from '../../engine/language/graph/graph.ts';
import type { Graph } from '../../schemas/protocol/graph.ts';

/** A tree of steps with decisions, failures that meet again, and a way back now and then. */
export function madeGraph(size: number): Graph {
  const next = chance(size);
  const nodes = Array.from({ length: size }, (_, at) => ({
    id: `n${at}`,
    type: at % 4 === 1 ? 'human' : 'send_message',
    label: `Step number ${at} of the story`,
    message: 'Your order is on its way, {{user_name}}.',
    prompt: 'May we refund {{order.total}}?',
  }));
  const edges: { from: string; to: string; sourceHandle?: string }[] = [];
  for (let at = 1; at < size; at += 1) {
    const parent = Math.max(0, at - 1 - Math.floor(next() * Math.min(at, 12)));
    edges.push({
      from: `n${parent}`,
      to: `n${at}`,
      ...(parent % 4 === 1 ? { sourceHandle: 'approved' } : {}),
    });
    const chance = next();
    const ahead = Math.min(size - 1, at + 1 + Math.floor(next() * 20));
    if (chance < 0.25 && ahead !== at)
      edges.push({ from: `n${at}`, to: `n${ahead}`, sourceHandle: 'rejected' });
    else if (chance > 0.98) edges.push({ from: `n${at}`, to: `n${parent}`, sourceHandle: 'timeout' });
  }
  return drawn(JSON.stringify({ nodes, edges }));
}

/** The workflows below `examples/`, by name. */
export function exampleGraphs(): Map<string, Graph> {
  const files = readdirSync('examples', { recursive: true, encoding: 'utf8' });
  const workflows = files.filter((file) => file.endsWith('.workflow.json'));
  return new Map(workflows.map((file) => [file, drawn(readFileSync(path.join('examples', file), 'utf8'))]));
}

function drawn(text: string): Graph {
  const answer = graphOf(text, []);
  if (answer.kind !== 'graph') throw new Error(answer.why);
  return answer.graph;
}

function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}
