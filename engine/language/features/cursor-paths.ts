/** What a place in a scenario or configuration means, by the keys that lead to it. */

export interface Meaning {
  readonly kind:
    | 'nothing'
    /** A key of an object. */
    | 'field'
    | 'own-id'
    | 'own-bot'
    | 'own-variable'
    | 'node'
    | 'node-type'
    | 'new-node'
    | 'new-edge'
    | 'handle'
    /** A text in which templates are filled in. */
    | 'text'
    | 'arguments'
    /** A key of a tool's arguments. */
    | 'argument'
    | 'condition'
    /** A path of a variable, without braces. */
    | 'variable'
    | 'tool'
    | 'person'
    | 'decision'
    | 'bot'
    | 'file';
}

type Kind = Meaning['kind'];
type Keys = readonly (string | number)[];

/** `*` stands for one key; a pattern that ends with `/` is about the keys of an object. */
const SCENARIO: readonly (readonly [string, Kind])[] = [
  ['workflow', 'file'],
  ['scenarios.*.tools/', 'tool'],
  ['scenarios.*.models/', 'node'],
  ['scenarios.*.auth/', 'node'],
  ['scenarios.*.variables/', 'variable'],
  ['scenarios.*.steps.*.reviewer', 'person'],
  ['scenarios.*.steps.*.operator', 'person'],
  ['scenarios.*.steps.*.decide', 'decision'],
  ['scenarios.*.steps.*.handoff', 'node'],
  ['scenarios.*.steps.*.edits/', 'variable'],
  ['scenarios.*.steps.*.start/', 'variable'],
  ['scenarios.*.steps.*.variables/', 'variable'],
  ['scenarios.*.steps.*.expect.handoff.node', 'node'],
  ['scenarios.*.steps.*.expect.handoff.assignee', 'person'],
  ['scenarios.*.steps.*.expect.handoff.decidedBy', 'person'],
  ['scenarios.*.steps.*.expect.notified.to', 'person'],
  ['scenarios.*.steps.*.expect.toolCalled.name', 'tool'],
  ['scenarios.*.steps.*.expect.variables/', 'variable'],
];

const CONFIG: readonly (readonly [string, Kind])[] = [
  ['bots/', 'bot'],
  ['bots.*.workflow', 'file'],
  ['bots.*.owners.*', 'person'],
  ['bots.*.handoffWhen.*.assignee', 'person'],
  ['bots.*.variables.*', 'variable'],
  ['bots.*.sensitive.*', 'variable'],
  ['people.*.manager', 'person'],
  ['people.*.away.delegate', 'person'],
  ['policies.*.tool', 'tool'],
  ['policies.*.require', 'person'],
];

export const meaningInScenario = byTable(SCENARIO);
export const meaningInConfig = byTable(CONFIG);

function byTable(rows: readonly (readonly [string, Kind])[]): (path: Keys, isKey: boolean) => Meaning {
  const patterns = rows.map(([pattern, kind]) => {
    const ofKeys = pattern.endsWith('/');
    return { keys: pattern.replace('/', '').split('.'), ofKeys, kind };
  });
  return (path, isKey) => {
    const keys = isKey ? path.slice(0, -1) : path;
    const row = patterns.find(
      (each) =>
        each.ofKeys === isKey &&
        each.keys.length === keys.length &&
        each.keys.every((key, index) => key === '*' || key === keys[index]),
    );
    return { kind: row?.kind ?? (isKey ? 'field' : 'nothing') };
  };
}
