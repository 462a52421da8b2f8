/** Workflows by content hash, read once; and the tool servers that a bot's workflow speaks to. */
import type { State } from '../core/state.ts';
import type { CurrentDefinition } from '../core/world.ts';
import { fileFrom } from '../model/file-path.ts';
import { toolsOf } from '../model/node-table.ts';
import { read } from '../model/read.ts';
import type { Workflow } from '../model/workflow.ts';
import type { Ports } from './ports.ts';

export class Definitions {
  readonly #read = new Map<string, Workflow | undefined>();
  readonly #texts = new Map<string, string>();
  readonly #ports: Pick<Ports, 'workspace' | 'tools'>;
  readonly #state: State;

  constructor(ports: Pick<Ports, 'workspace' | 'tools'>, state: State) {
    this.#ports = ports;
    this.#state = state;
  }

  /** The workflow of a hash: one that a run pinned, or the current one of a bot. */
  workflow(hash: string): Workflow | undefined {
    if (this.#read.has(hash)) return this.#read.get(hash);
    const text = this.#texts.get(hash) ?? this.#state.definitions.get(hash)?.text;
    if (text === undefined) return undefined;
    const { workflow } = read(text);
    this.#read.set(hash, workflow);
    return workflow;
  }

  /** What a new run of this bot would pin; its text can be asked for by its hash from then on. */
  current(bot: string): CurrentDefinition | undefined {
    return this.#known(this.#ports.workspace.definition(bot));
  }

  /** The same of a workflow file. */
  file(path: string): CurrentDefinition | undefined {
    return this.#known(this.#ports.workspace.file?.(path));
  }

  #known(definition: CurrentDefinition | undefined): CurrentDefinition | undefined {
    if (definition) this.#texts.set(definition.hash, definition.text);
    return definition;
  }

  /** Waits until the servers of a bot's current workflow have said what tools they have, or were given up on. */
  async toolsReady({ bot }: { bot: string }): Promise<void> {
    const servers = new Set<string>();
    for (const definition of this.#reachedFrom(bot))
      for (const node of this.workflow(definition.hash)?.nodes.values() ?? [])
        for (const tool of toolsOf(node)) servers.add(tool.split('__', 1)[0] ?? '');
    if (servers.size > 0) await this.#ports.tools.ready([...servers]);
  }

  /** A bot's workflow, the files that it runs, and the bots that it may give a conversation to. */
  #reachedFrom(bot: string): Iterable<CurrentDefinition> {
    const reached = new Map<string, CurrentDefinition>();
    const open = [this.current(bot)];
    while (open.length > 0) {
      const next = open.pop();
      if (!next || reached.has(next.path)) continue;
      reached.set(next.path, next);
      for (const node of this.workflow(next.hash)?.nodes.values() ?? []) {
        if (node.type === 'delegate_to_bot') open.push(this.current(node.fields.bot));
        const path = node.type === 'sub_workflow' ? fileFrom(next.path, node.fields.workflow) : undefined;
        if (path !== undefined) open.push(this.file(path));
      }
    }
    return reached.values();
  }
}
