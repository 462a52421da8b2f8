/** Doubles of tools and models: what a scenario says they return. Nothing outside is ever called. */
import type { Answer, Double } from '../../schemas/generated/scenario.ts';
import type { Call, ModelRequest } from '../../schemas/journal/event.ts';
import type { CallOutcome, ModelOutcome, Models, Tools } from '../run/ports.ts';

export type Doubles = Readonly<Record<string, Double>>;

export interface Called {
  name: string;
  arguments: unknown;
}

/** Answers in the order in which they are asked for, and what a scenario failed to foresee. */
class Answers {
  readonly gaps: string[] = [];
  readonly #doubles: Doubles;
  readonly #section: string;
  readonly #used = new Map<string, number>();

  constructor(doubles: Doubles, section: 'tools' | 'models') {
    this.#doubles = doubles;
    this.#section = section;
  }

  next(name: string): Answer | undefined {
    const used = this.#used.get(name) ?? 0;
    this.#used.set(name, used + 1);
    const declared = Object.hasOwn(this.#doubles, name) ? this.#doubles[name] : undefined;
    const did = this.#section === 'tools' ? `called ${name}` : `asked the model at ${name}`;
    if (declared === undefined)
      this.gaps.push(`the workflow ${did}, and "${this.#section}" has no double for it`);
    if (!Array.isArray(declared)) return declared;
    if (used >= declared.length)
      this.gaps.push(`the workflow ${did} ${used + 1} times, and its list of doubles has ${declared.length}`);
    return declared[used];
  }
}

export class ToolDoubles implements Tools {
  readonly calls: Called[] = [];
  readonly #answers: Answers;

  constructor(doubles: Doubles) {
    this.#answers = new Answers(doubles, 'tools');
  }

  get gaps(): readonly string[] {
    return this.#answers.gaps;
  }

  ready(): Promise<void> {
    return Promise.resolve();
  }

  describe(): undefined {
    return undefined;
  }

  async call(call: Call): Promise<CallOutcome> {
    const name = `${call.server}__${call.tool}`;
    this.calls.push({ name, arguments: JSON.parse(call.arguments) });
    const double = this.#answers.next(name);
    if (double === undefined) return { kind: 'failed', type: 'double', message: `no double for ${name}` };
    if ('throws' in double) return { kind: 'failed', type: 'tool', message: double.throws };
    return { kind: 'succeeded', output: structuredCopy(double.returns) };
  }
}

/** By node. What is no text is the JSON that a model would have written; `tool` and `arguments` ask an agent's tool. */
export class ModelDoubles implements Models {
  readonly #answers: Answers;
  #calls = 0;

  constructor(doubles: Doubles) {
    this.#answers = new Answers(doubles, 'models');
  }

  get gaps(): readonly string[] {
    return this.#answers.gaps;
  }

  async ask(request: ModelRequest, node: string): Promise<ModelOutcome> {
    const double = this.#answers.next(node);
    if (double === undefined)
      return { kind: 'failed', type: 'double', message: `no double for ${node}`, retry: false };
    if ('throws' in double) return { kind: 'failed', type: 'model', message: double.throws, retry: false };
    const { returns } = double;
    if (request.tools && isWish(returns)) {
      this.#calls += 1;
      const wish = {
        id: `call_${this.#calls}`,
        name: returns.tool,
        arguments: JSON.stringify(returns.arguments ?? {}),
      };
      return { kind: 'succeeded', output: { text: '', calls: [wish] } };
    }
    const text = typeof returns === 'string' ? returns : JSON.stringify(structuredCopy(returns));
    return { kind: 'succeeded', output: { text, calls: [] } };
  }
}

function isWish(value: unknown): value is { tool: string; arguments?: unknown } {
  return typeof value === 'object' && value !== null && 'tool' in value && typeof value.tool === 'string';
}

function structuredCopy(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
