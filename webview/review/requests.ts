/** The page's requests: each has a number, and its answer comes back to whoever asked. */
import type { ParamsOf } from '../../schemas/protocol/methods.ts';
import type { Reply, Request, ReviewMethod } from '../../schemas/protocol/webview.ts';
import type { Host } from './host.ts';

export class Requests {
  readonly #host: Host;
  readonly #asked = new Map<number, (reply: Reply) => void>();
  #next = 1;

  constructor(host: Host) {
    this.#host = host;
  }

  /** The number that the next request will have. */
  get next(): number {
    return this.#next;
  }

  /** @returns the number of the request; `then` hears its answer */
  send<M extends ReviewMethod>(
    method: M,
    params: ParamsOf<M>,
    then: (reply: Reply, id: number) => void,
  ): number {
    const id = this.#next++;
    this.#asked.set(id, (reply) => then(reply, id));
    this.#host.post({ kind: 'request', id, method, params } as Request);
    return id;
  }

  hear(reply: Reply): void {
    const then = this.#asked.get(reply.id);
    this.#asked.delete(reply.id);
    then?.(reply);
  }
}
