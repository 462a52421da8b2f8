/** How much a text says to the person who decides: what is asked, about whom or what, how much. */
import { references, split } from '../model/template.ts';
import type { WorkflowDocument } from './document.ts';
import type { Plan } from './fixes/plan.ts';
import { askedBy, type HandoffNode } from './handoffs.ts';

/** Words that every question has, which say nothing of this one. */
const GENERIC: ReadonlySet<string> = new Set(
  'please approve approval reject review reviewed check decide decision handoff urgent request action this that the for and with from look level final'.split(
    ' ',
  ),
);

/** Templates whose name says that they hold what is asked. */
const SAYS_WHAT =
  /(request|action|description|reason|summary|question|response|draft|case|issue|subject|message|text|content|task|title)/i;

export interface Telling {
  /** Whether it is empty. */
  readonly isMissing: boolean;
  /** Whether the text or what is shown beside it changes with the case. */
  readonly isFilled: boolean;
  /** Whether it says what is asked. */
  readonly saysWhat: boolean;
}

const known = new WeakMap<HandoffNode, Telling>();

export function tellingOf(node: HandoffNode): Telling {
  const telling = known.get(node) ?? workOut(node);
  known.set(node, telling);
  return telling;
}

function workOut(node: HandoffNode): Telling {
  const { text } = askedBy(node);
  const paths = references(text).map(({ path }) => path);
  const words = split(text)
    .flatMap((part) => (part.kind === 'text' ? part.text.split(/[^\p{L}\p{N}]+/u) : []))
    .filter((word) => word.length > 2 && !GENERIC.has(word.toLowerCase()));
  return {
    isMissing: text.trim() === '',
    isFilled: paths.length > 0 || references(node.fields.context ?? {}).length > 0,
    saysWhat: words.length > 0 || paths.some((path) => SAYS_WHAT.test(path)),
  };
}

/** Adds variables that are surely set at the handoff to what is asked. */
export function tellMore(document: WorkflowDocument, node: HandoffNode): Plan[] {
  const { field, text } = askedBy(node);
  const sure = variablesAt(document, node.id);
  const shown = sure.length > 0 ? sure : ['user_name', 'message'];
  const facts = shown.map((name) => `${name}: {{${name}}}`).join(', ');
  const value = text.trim() === '' ? `What is to be decided? ${facts}` : `${text} (${facts})`;
  return [{ title: 'Add what is known here', steps: [{ do: 'set', node: node.id, path: [field], value }] }];
}

const MOST_FACTS = 3;

function variablesAt(document: WorkflowDocument, id: string): string[] {
  const sure: string[] = [];
  const tried = new Set<string>();
  const at = document.flow().numberOf(id);
  for (const { type, fields } of document.nodes) {
    const name = type === 'trigger' || !('outputVariable' in fields) ? undefined : fields.outputVariable;
    if (name === undefined || tried.has(name)) continue;
    tried.add(name);
    if (document.definitions().isSet(name, at)) sure.push(name);
    if (sure.length === MOST_FACTS) break;
  }
  return sure;
}
