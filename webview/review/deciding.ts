/**
 * The way to one decision: the form, the edits, what they would do, and the two acts. The rules of the way itself are in
 * `decision.ts`; here they meet the engine. Whatever changes what would be sent takes back what is armed (I8, T44).
 */
import { editingDecisions } from '../../schemas/protocol/editable.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import type { Reply } from '../../schemas/protocol/webview.ts';
import { type Choice, nameOf, shownDecision } from './card.ts';
import { type Act, type Decision, READING, step, type Terms } from './decision.ts';
import type { Desk } from './desk.ts';
import { Editing } from './editing.ts';
import { editsFor } from './edits.ts';
import type { Shown } from './facts.ts';
import { answerOf, type Fault, type Filled, filledOf, type Raw } from './form/answer.ts';
import { APPROVED, defaultsOf, type Field, fieldsOf } from './form/fields.ts';

export class Deciding {
  decision: Decision = READING;
  fields: readonly Field[] = [];
  filled: Filled = {};
  faults: readonly Fault[] = [];
  readonly editing: Editing;
  /** What the edits would do, for the decision that carries them. */
  #edited: { decision: string; terms: Terms } | undefined;
  #asked = 0;
  #schema = '';
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.editing = new Editing(desk, () => {
      this.#takeBack();
      this.#askForEdits();
    });
  }

  /** Takes up a handoff, or another revision of it: what was written stays where it still fits. */
  take(item: HandoffDetail): void {
    const schema = JSON.stringify([item.responseSchema, item.byForm]);
    if (schema !== this.#schema) this.#takeForm(item, this.#schema === '');
    this.#schema = schema;
    if (item.status !== 'open') return;
    this.editing.take(item);
    this.#askForEdits();
  }

  revised(): void {
    this.#act({ kind: 'revised' });
    this.#edited = undefined;
  }

  /** What is on screen as the consequences; nothing where those of the handoff itself are. */
  shown(): Shown | undefined {
    const edited = this.#edited?.terms.calls;
    if ('terms' in this.decision) {
      const { choice, terms } = this.decision;
      if (terms.calls) return { title: `If you confirm “${choice.text}”`, calls: terms.calls };
      if (!edited) return undefined;
      return {
        title: `If you confirm “${choice.text}”, without your changes`,
        calls: this.#desk.item?.calls ?? [],
      };
    }
    return edited && { title: 'If you approve with your changes', calls: edited };
  }

  fill(path: string, raw: Raw): void {
    this.filled = { ...this.filled, [path]: raw };
    this.faults = this.faults.filter((fault) => fault.path !== path);
    this.#desk.host.saveDrafts({ form: this.filled });
    this.#takeBack();
  }

  choose(choice: Choice): void {
    const { item } = this.#desk;
    const ready = this.#desk.ready();
    if (!item || !ready.open || !ready.seen || this.decision.kind === 'sending') return;
    const { values, faults } = answerOf(this.fields, this.filled);
    this.faults = faults;
    if (faults.length > 0) {
      this.#showFaults();
      return;
    }
    const { decision } = choice.option;
    const response = item.responseSchema === null ? undefined : { ...values, ...approvalOf(item, decision) };
    const edits = editsFor(decision, this.editing.edits, item);
    const isShown = decision === shownDecision(item) || choice.weight === 'reject';
    if (!response && !edits && isShown) this.#arm(choice, { digest: item.digest });
    else if (!response && this.#edited?.decision === decision) this.#arm(choice, this.#edited.terms);
    else this.#check(item, choice, { edits, response });
  }

  write(text: string): void {
    this.#desk.host.saveDrafts({ draft: text });
    this.#act({ kind: 'write', text });
  }

  cancel(): void {
    this.#act({ kind: 'cancel' });
    this.#desk.focus('facts');
  }

  confirm(): void {
    const { item, requests } = this.#desk;
    const armed = this.decision;
    if (!item || (armed.kind !== 'armed' && armed.kind !== 'reason')) return;
    const request = requests.next;
    this.#act({ kind: 'confirm', request });
    if (this.decision.kind !== 'sending') return;
    const { choice, terms, reason } = this.decision;
    const params = {
      id: item.id,
      revision: item.revision,
      decision: choice.option.decision,
      digest: terms.digest,
      ...(reason && { reason }),
      ...(terms.edits && { edits: terms.edits }),
      ...(terms.response && { response: terms.response }),
      seenSeq: this.#desk.seenSeq(),
    };
    requests.send('handoff/decide', params, (reply, id) => this.#answered(reply, id));
  }

  #takeForm(item: HandoffDetail, isFirst: boolean): void {
    this.fields = fieldsOf(item.responseSchema, saysApproved(item) ? [APPROVED] : []);
    const fresh = filledOf(this.fields, defaultsOf(item.responseSchema));
    this.filled = isFirst ? { ...fresh, ...this.#desk.host.drafts().form } : fresh;
    this.faults = [];
  }

  /** What would be sent is another than what was armed. */
  #takeBack(): void {
    if (this.decision.kind === 'sending') return;
    this.#act({ kind: 'revised' });
  }

  /** The calls with the edits, as soon as there are any. */
  #askForEdits(): void {
    const { item } = this.#desk;
    this.#edited = undefined;
    this.#asked = 0;
    const [decision] = item ? editingDecisions(item) : [];
    const edits = item && decision !== undefined ? editsFor(decision, this.editing.edits, item) : undefined;
    if (!item || decision === undefined || !edits || !this.#desk.ready().open) return;
    const { id, revision } = item;
    this.#asked = this.#desk.requests.send(
      'handoff/preview',
      { id, revision, decision, edits },
      (reply, request) => {
        if (request !== this.#asked) return;
        if (reply.kind === 'done' && 'calls' in reply.result) {
          const { calls, digest } = reply.result;
          this.#edited = { decision, terms: { calls, digest, edits } };
          this.#desk.changed();
        } else if (reply.kind === 'refused') this.#tell(reply.message);
      },
    );
  }

  #check(item: HandoffDetail, choice: Choice, { edits, response }: Pick<Terms, 'edits' | 'response'>): void {
    const params = {
      id: item.id,
      revision: item.revision,
      decision: choice.option.decision,
      ...(edits && { edits }),
      ...(response && { response }),
    };
    const request = this.#desk.requests.send('handoff/preview', params, (reply, id) => {
      if (this.decision.kind !== 'checking' || this.decision.request !== id) return;
      if (reply.kind === 'done' && 'calls' in reply.result) {
        const { calls, digest } = reply.result;
        this.#arm(choice, { digest, calls, ...(edits && { edits }), ...(response && { response }) });
      } else this.#tell(reply.kind === 'refused' ? reply.message : 'It was taken back.');
    });
    this.#act({ kind: 'check', choice, request });
  }

  #arm(choice: Choice, terms: Terms): void {
    this.#act({ kind: 'choose', choice, terms });
    const armed = this.decision.kind;
    if (armed === 'reason') this.#act({ kind: 'write', text: this.#desk.host.drafts().draft ?? '' });
    this.#desk.say(
      armed === 'armed' ? `${choice.text}? Enter confirms, Escape takes it back.` : '',
      'polite',
    );
    this.#desk.focus(armed === 'reason' ? 'reason' : 'confirm');
  }

  #answered(reply: Reply, request: number): void {
    if (this.decision.kind !== 'sending' || this.decision.request !== request) return;
    const told = tellingOf(reply);
    if (reply.kind === 'done') this.#desk.host.saveDrafts({ draft: '', form: {}, edits: {} });
    if (told === undefined) {
      this.#act({ kind: reply.kind === 'done' ? 'answered' : 'withdrawn' });
      this.#desk.focus('facts');
      return;
    }
    this.#tell(told);
    if (reply.kind === 'refused') this.#showFault(reply);
  }

  /** The engine's fault with the form stands at its field, too. */
  #showFault({ message, data }: Reply & { kind: 'refused' }): void {
    const path = typeof data.path === 'string' ? /^response\.([^[]+)/.exec(data.path)?.[1] : undefined;
    if (path === undefined) return;
    this.faults = [{ path, message }];
    this.#showFaults();
  }

  #showFaults(): void {
    const { length } = this.faults;
    this.#desk.say(
      length === 1 ? 'One field is not right yet.' : `${length} fields are not right yet.`,
      'assertive',
    );
    this.#desk.changed();
    this.#desk.focus('faults');
  }

  #tell(message: string): void {
    this.#act({ kind: 'tell', message });
    this.#desk.say(message, 'assertive');
  }

  #act(act: Act): void {
    this.decision = step(this.decision, act, this.#desk.ready());
    this.#desk.changed();
  }
}

/** Whether a button, and no field, says what the form's boolean `approved` is. */
function saysApproved({ byForm, responseSchema }: HandoffDetail): boolean {
  const fields = responseSchema?.properties;
  return byForm === true && typeof fields === 'object' && fields !== null && Object.hasOwn(fields, APPROVED);
}

function approvalOf(item: HandoffDetail, decision: string): { approved?: boolean } {
  if (!saysApproved(item) || (decision !== 'approve' && decision !== 'reject')) return {};
  return { approved: decision === 'approve' };
}

/** What a person has to hear of the answer to a decision; nothing where the handoff itself says it. */
function tellingOf(reply: Reply): string | undefined {
  if (reply.kind === 'refused') return reply.message;
  const missing =
    reply.kind === 'done' && 'pending' in reply.result ? reply.result.pending?.missing : undefined;
  return missing && `Your vote is recorded. Still needed: ${missing.map(nameOf).join(', ')}.`;
}
