/**
 * The layout worker of the graph page: a browser worker without a document, a network or a store. It answers each
 * request once, in order. Built as a function that the page turns into a worker, so that the page needs no right to load.
 */
import type { LayoutAnswer, LayoutRequest } from '../../schemas/protocol/graph.ts';
import { exported } from '../language/graph/export.ts';
import { place } from '../language/graph/place.ts';

declare const self: {
  onmessage: (event: { data: LayoutRequest }) => void;
  postMessage(answer: LayoutAnswer): void;
};

self.onmessage = ({ data }) => self.postMessage(answerTo(data));

function answerTo(request: LayoutRequest): LayoutAnswer {
  const { id, graph, folded } = request;
  return request.kind === 'place'
    ? { kind: 'placed', id, placed: place(graph, folded) }
    : { kind: 'exported', id, text: exported(graph, folded, request.as) };
}
