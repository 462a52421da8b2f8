/**
 * Finds what belongs to one conversation, among facts and among entities, by the ids that they name. Owns: what counts as
 * belonging, which the journal's erasure and the fold have to agree on. Facts are shown to it in their order.
 */

const REFERENCES = ['run', 'handoff', 'effect', 'id', 'review'] as const;
const NESTED = ['place', 'purpose', 'from', 'parent'] as const;

export class Traces {
  readonly bot: string;
  readonly conversation: string;
  readonly #ids = new Set<string>();

  constructor(bot: string, conversation: string) {
    this.bot = bot;
    this.conversation = conversation;
  }

  /** Whether this is of the conversation; what is has its ids known from then on. */
  holds(body: unknown): boolean {
    if (!isRecord(body) || !this.#isOf(body)) return false;
    for (const name of ['id', 'run']) this.#learn(body[name]);
    return true;
  }

  #isOf(body: Record<string, unknown>): boolean {
    if (body.bot === this.bot && placeOf(body) === this.conversation) return true;
    return this.#names(body) || NESTED.some((name) => isRecord(body[name]) && this.#names(body[name]));
  }

  #names(body: Record<string, unknown>): boolean {
    return REFERENCES.some((name) => this.#ids.has(String(body[name] ?? '')));
  }

  #learn(id: unknown): void {
    if (typeof id === 'string' && id !== '') this.#ids.add(id);
  }
}

/** A run without a conversation is one of its own, by its id: in the event that begins it, and as it is kept. */
function placeOf({ conversation, run, id }: Record<string, unknown>): unknown {
  return conversation ?? run ?? id;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
