/** A rank for each box: every arc leads down, long arcs are kept few. Linear in the size of the graph. */
import type { Arc } from './acyclic.ts';

const ROUNDS = 2;

/** The arcs have no cycle. */
export function ranksOf(size: number, arcs: readonly Arc[]): number[] {
  const out: number[][] = Array.from({ length: size }, () => []);
  const into: number[][] = Array.from({ length: size }, () => []);
  for (const { source, target } of arcs) {
    out[source]?.push(target);
    into[target]?.push(source);
  }
  const order = topological(out, into);
  const rank = new Array<number>(size).fill(0);
  const below = (node: number): number => largest(into[node] ?? [], rank) + 1;
  for (const node of order) rank[node] = below(node);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const node of [...order].reverse()) {
      const [ups, downs] = [into[node] ?? [], out[node] ?? []];
      if (downs.length > ups.length) rank[node] = smallest(downs, rank) - 1;
    }
    for (const node of order) {
      const [ups, downs] = [into[node] ?? [], out[node] ?? []];
      if (ups.length > downs.length || (ups.length > 0 && ups.length === downs.length))
        rank[node] = below(node);
    }
  }
  return packed(rank);
}

function topological(out: readonly (readonly number[])[], into: readonly (readonly number[])[]): number[] {
  const waiting = into.map((sources) => sources.length);
  const order = waiting.flatMap((count, node) => (count === 0 ? [node] : []));
  for (const node of order) {
    for (const target of out[node] ?? []) {
      waiting[target] = (waiting[target] ?? 0) - 1;
      if (waiting[target] === 0) order.push(target);
    }
  }
  return order;
}

function largest(nodes: readonly number[], rank: readonly number[]): number {
  return nodes.reduce((most, node) => Math.max(most, rank[node] ?? 0), -1);
}

function smallest(nodes: readonly number[], rank: readonly number[]): number {
  return nodes.reduce((least, node) => Math.min(least, rank[node] ?? 0), Number.POSITIVE_INFINITY);
}

/** The same order of ranks, from 0 on and without gaps. */
function packed(rank: readonly number[]): number[] {
  const used = [...new Set(rank)].sort((a, b) => a - b);
  const place = new Map(used.map((value, at) => [value, at]));
  return rank.map((value) => place.get(value) ?? 0);
}
