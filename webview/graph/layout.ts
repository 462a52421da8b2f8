/** Asks the worker for layouts and exports, and remembers layouts by what they were made from. */
import type {
  Export,
  Graph,
  LayoutAnswer,
  LayoutRequest,
  PlacedGraph,
} from '../../schemas/protocol/graph.ts';

/** Layouts kept: a few steps of undo, and folding back and forth. */
const KEPT = 12;

type Question<R> = R extends LayoutRequest ? Omit<R, 'id'> : never;

export class Layouts {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: LayoutAnswer) => void>();
  readonly #known = new Map<string, PlacedGraph>();
  #next = 1;

  /** @param source the worker's whole script */
  constructor(source: string) {
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    this.#worker = new Worker(url);
    URL.revokeObjectURL(url);
    this.#worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    };
  }

  async place(graph: Graph, folded: readonly string[]): Promise<PlacedGraph> {
    const key = contentHash(graph, folded);
    const known = this.#known.get(key);
    if (known) return known;
    const answer = await this.#ask({ kind: 'place', graph, folded });
    if (answer.kind !== 'placed') throw new Error('The layout worker answered something else.');
    this.#known.set(key, answer.placed);
    for (const old of this.#known.keys()) if (this.#known.size > KEPT) this.#known.delete(old);
    return answer.placed;
  }

  async export(graph: Graph, folded: readonly string[], as: Export): Promise<string> {
    const answer = await this.#ask({ kind: 'export', graph, folded, as });
    return answer.kind === 'exported' ? answer.text : '';
  }

  close(): void {
    this.#worker.terminate();
  }

  #ask(question: Question<LayoutRequest>): Promise<LayoutAnswer> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ ...question, id });
    });
  }
}

/** A hash of all that a layout depends on; diagnostics and places in the text are not among it. */
function contentHash({ nodes, edges }: Graph, folded: readonly string[]): string {
  let [a, b] = [0x9e3779b9, 0x85ebca6b];
  const add = (text: string): void => {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 13);
    }
    a = Math.imul(a ^ 0xffff, 0x01000193);
    b = Math.imul(b ^ 0xffff, 0x5bd1e995);
  };
  for (const { id, shape, kind, label, detail } of nodes)
    for (const text of [id, shape, kind, label, detail]) add(text);
  for (const { source, target, handle = '', when = '' } of edges)
    for (const text of [source, target, handle, when]) add(text);
  for (const id of folded) add(id);
  return `${nodes.length}-${edges.length}-${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
