/** Doubles of tools: what a scenario says they return. Nothing outside is ever called. */
import type { Answer, Double } from '../../schemas/generated/scenario.ts';
import type { Call } from '../../schemas/journal/event.ts';
import type { CallOutcome, Tools } from '../run/ports.ts';

export type Doubles = Readonly<Record<string, Double>>;

export interface Called {
  name: string;
  arguments: unknown;
}

export class ToolDoubles implements Tools {
  readonly calls: Called[] = [];
  /** What the scenario failed to foresee. */
  readonly gaps: string[] = [];
  readonly #doubles: Doubles;
  readonly #used = new Map<string, number>();

  constructor(doubles: Doubles) {
    this.#doubles = doubles;
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
    const double = this.#next(name);
    if (double === undefined) return { kind: 'failed', type: 'double', message: `no double for ${name}` };
    if ('throws' in double) return { kind: 'failed', type: 'tool', message: double.throws };
    return { kind: 'succeeded', output: structuredCopy(double.returns) };
  }

  #next(name: string): Answer | undefined {
    const used = this.#used.get(name) ?? 0;
    this.#used.set(name, used + 1);
    const declared = Object.hasOwn(this.#doubles, name) ? this.#doubles[name] : undefined;
    if (declared === undefined)
      this.gaps.push(`the workflow called ${name}, and "tools" has no double for it`);
    if (!Array.isArray(declared)) return declared;
    if (used >= declared.length)
      this.gaps.push(
        `the workflow called ${name} ${used + 1} times, and its list of doubles has ${declared.length}`,
      );
    return declared[used];
  }
}

function structuredCopy(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
