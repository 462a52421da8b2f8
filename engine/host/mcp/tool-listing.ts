/** What a server says of its tools, with a hash by which a change is seen (T33). */
import { createHash } from 'node:crypto';
import type { Tool } from '@modelcontextprotocol/client';
import type { ToolDescription } from '../../run/ports.ts';
import { type Schema, type SchemaCheck, schemaCheck } from './schema-check.ts';

export interface ListedTool extends ToolDescription {
  readonly name: string;
  readonly description?: string;
  /** SHA-256 over name, description and input schema, whatever the order of their keys. */
  readonly hash: string;
  /** The check of results, where the tool has an output schema. */
  readonly output: SchemaCheck | undefined;
}

/** The tools of one listing by name. */
export function listing(tools: readonly Tool[]): ReadonlyMap<string, ListedTool> {
  return new Map(tools.map((tool) => [tool.name, listed(tool)]));
}

function listed({ name, description, inputSchema, outputSchema }: Tool): ListedTool {
  const input: Schema = inputSchema;
  const definition = JSON.stringify([name, description ?? null, sorted(input)]);
  return {
    name,
    ...(description === undefined ? {} : { description }),
    hash: createHash('sha256').update(definition).digest('hex'),
    inputSchema: input,
    ...(outputSchema && { outputSchema }),
    refuses: schemaCheck(input).problem,
    output: outputSchema && schemaCheck(outputSchema),
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, member]) => [key, sorted(member)]);
}
