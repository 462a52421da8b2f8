/** What a tool's answer means (CONTRACT, Values). */
import type { CallToolResult } from '@modelcontextprotocol/client';
import type { CallOutcome } from '../../run/ports.ts';
import { admit } from './admit.ts';
import type { ListedTool } from './tool-listing.ts';

const LONGEST_MESSAGE = 2000;

/** The outcome of a call that was answered: the output, or why it counts as failed. */
export function outcomeOf(result: CallToolResult, tool: ListedTool): CallOutcome {
  if (result.isError) return { kind: 'failed', type: 'tool-error', message: errorText(result, tool.name) };
  try {
    const output = admit(outputOf(result));
    const problem = tool.output?.problem(output);
    return problem === undefined ? { kind: 'succeeded', output } : unfit(tool.name, problem);
  } catch (error) {
    return unfit(tool.name, error instanceof Error ? error.message : 'it cannot be read');
  }
}

function outputOf({ structuredContent, content = [] }: CallToolResult): unknown {
  if (structuredContent !== undefined) return structuredContent;
  const [first] = content;
  if (!first) return null;
  return content.length === 1 && first.type === 'text' ? parsedIfJson(first.text) : content;
}

/** Objects and lists are read as such; a text that is only a number or a word stays a text. */
function parsedIfJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function errorText({ content = [] }: CallToolResult, name: string): string {
  const texts = content.flatMap((item) => (item.type === 'text' ? [item.text] : []));
  const text = String(admit(texts.join('\n'))).trim();
  return text.slice(0, LONGEST_MESSAGE) || `the tool ${name} reported an error without a text`;
}

function unfit(name: string, why: string): CallOutcome {
  return { kind: 'failed', type: 'invalid-output', message: `the result of ${name} does not fit: ${why}` };
}
