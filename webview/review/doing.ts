/** What the person does beside the decision: the forms of *More…*, claiming, and taking a decision back. */
import type { Desk } from './desk.ts';
import {
  ACTS,
  type ActForm,
  type ActName,
  adviceAfter,
  beginAct,
  isPath,
  type More,
  requestOf,
} from './more.ts';

export class Doing {
  more: More = { kind: 'closed' };
  /** Why a decision could not be taken back. */
  undoRefused: string | undefined;
  undoing = false;
  readonly #desk: Desk;
  #asked = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** A form that was begun does not hold for another revision. */
  close(): void {
    if (this.more.kind === 'form' || this.more.kind === 'sending') this.more = { kind: 'closed' };
    this.#desk.changed();
  }

  toggle(): void {
    this.more = { kind: this.more.kind === 'closed' ? 'open' : 'closed' };
    this.#desk.changed();
  }

  begin(act: ActName): void {
    const { item } = this.#desk;
    if (!item) return;
    this.more = beginAct(act, item);
    this.#desk.changed();
    this.#desk.focus(act === 'assign' || act === 'redirect' ? 'act-to' : 'act-text');
  }

  change(part: Partial<Pick<ActForm, 'to' | 'text'>>): void {
    if (this.more.kind !== 'form') return;
    const { complaint: _before, calls, ...form } = this.more;
    this.more = { ...form, ...part, ...(calls && part.to === undefined && { calls }) };
    this.#desk.changed();
    if (part.to !== undefined && form.act === 'redirect') this.#showPath(part.to);
  }

  leave(): void {
    this.more = { kind: 'open' };
    this.#desk.changed();
    this.#desk.focus('more');
  }

  confirm(): void {
    const { item } = this.#desk;
    const { more } = this;
    if (!item || more.kind !== 'form') return;
    const wanted = requestOf(more, item);
    if ('complaint' in wanted) {
      this.more = { ...more, complaint: wanted.complaint };
      this.#desk.changed();
      return;
    }
    this.more = { ...more, kind: 'sending' };
    this.#desk.changed();
    this.#desk.requests.send(wanted.method, wanted.params, (reply) => {
      if (reply.kind === 'done') this.#done(ACTS[more.act].done);
      else {
        const complaint =
          reply.kind === 'refused' ? `${reply.message} ${adviceAfter(reply.data.code)}`.trim() : undefined;
        this.more = { ...more, ...(complaint && { complaint }) };
        this.#desk.changed();
        this.#desk.focus('act-text');
      }
    });
  }

  claim(release: boolean): void {
    const { item } = this.#desk;
    if (!item) return;
    const params = { id: item.id, revision: item.revision };
    this.#desk.requests.send(release ? 'handoff/release' : 'handoff/claim', params, (reply) => {
      if (reply.kind === 'done')
        this.#done(release ? 'You released it.' : 'You claimed it; the others see that.');
      else if (reply.kind === 'refused') this.#done(reply.message);
    });
  }

  undo(): void {
    const { item } = this.#desk;
    if (!item || this.undoing) return;
    this.undoing = true;
    this.undoRefused = undefined;
    this.#desk.changed();
    this.#desk.requests.send('handoff/undo', { id: item.id }, (reply) => {
      this.undoing = false;
      this.undoRefused = reply.kind === 'refused' ? reply.message : undefined;
      this.#desk.changed();
    });
  }

  #done(told: string): void {
    this.more = { kind: 'open', told };
    this.#desk.say(told, 'polite');
    this.#desk.changed();
    this.#desk.focus('more');
  }

  /** Another path is a decision: what it would call is shown before it is taken. */
  #showPath(to: string): void {
    const { item } = this.#desk;
    if (!item || !isPath(to, item)) return;
    const params = { id: item.id, revision: item.revision, decision: 'redirect', to };
    this.#asked = this.#desk.requests.send('handoff/preview', params, (reply, id) => {
      if (id !== this.#asked || this.more.kind !== 'form' || this.more.to !== to) return;
      if (reply.kind === 'done' && 'calls' in reply.result)
        this.more = { ...this.more, calls: reply.result.calls };
      else if (reply.kind === 'refused') this.more = { ...this.more, complaint: reply.message };
      this.#desk.changed();
    });
  }
}
