/** Short ways to write the nodes and edges of a workflow in a test. */

type Fields = Record<string, unknown>;

export const start = { id: 'start', type: 'trigger', triggerType: 'message_received' };
export const say = (id: string, message = id): object => ({ id, type: 'send_message', message });
export const ask = (id: string, fields: Fields = {}): object => ({
  id,
  type: 'human',
  prompt: `${id}?`,
  ...fields,
});
export const check = (id: string, condition: string): object => ({ id, type: 'logic', condition });
export const call = (id: string, toolName: string, args: unknown = {}, fields: Fields = {}): object => ({
  id,
  type: 'mcp_tool',
  toolName,
  arguments: args,
  ...fields,
});

/** `a>b` is a plain edge, `a>b:handle` one of a handle, `a>b?condition` one with `when`, `a>b:handle?condition` both. */
export function edges(...texts: string[]): object[] {
  return texts.map((text) => {
    const [, from, to, sourceHandle, when] = /^([^>]+)>([^:?]+)(?::([^?]+))?(?:\?(.+))?$/.exec(text) ?? [];
    return { from, to, ...(sourceHandle && { sourceHandle }), ...(when && { when }) };
  });
}

export const user = (text = 'hello', more: Fields = {}): object => ({ user: text, ...more });
export const decides = (who: string, decide: string, more: Fields = {}): object => ({
  reviewer: `user:${who}`,
  decide,
  ...(decide === 'reject' && { reason: 'no' }),
  ...more,
});
export const hears = (message: unknown): object => ({ expect: { message } });
export const hold = (holding: unknown = true): object => ({ expect: { holding } });
export const silent = { expect: { noMessage: true } };
export const run = (status: string): object => ({ expect: { run: status } });
export const open = (node: string, more: Fields = {}): object => ({
  expect: { handoff: { node, status: 'open', ...more } },
});
export const handoff = (node: string, more: Fields): object => ({ expect: { handoff: { node, ...more } } });
export const holdsValues = (variables: Fields): object => ({ expect: { variables } });
export const owner = (who: string): object => ({ expect: { owner: who } });
export const called = (name: string, times: number, args?: Fields): object => ({
  expect: { toolCalled: { name, times, ...(args && { arguments: args }) } },
});
export const later = (advance: string): object => ({ advance });
export const restart = { restart: true };
export const returns = (value: unknown): never => ({ returns: value }) as never;
export const throws = (message: string): never => ({ throws: message }) as never;
export const operator = (who: string, does: Fields): object => ({ operator: `user:${who}`, ...does });
