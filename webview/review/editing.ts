/** The edits a person makes, where they are written and how they are kept. What they would do is `deciding.ts`'s to ask. */
import { type Editable, editablesOf } from '../../schemas/protocol/editable.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import type { Desk } from './desk.ts';
import { type Edits, editedValue, holding, isInline, textOf, type Writing } from './edits.ts';

export class Editing {
  edits: Edits = {};
  writing: Writing | undefined;
  readonly #desk: Desk;
  readonly #onChanged: () => void;

  /** @param onChanged after the edits are others than before */
  constructor(desk: Desk, onChanged: () => void) {
    this.#desk = desk;
    this.#onChanged = onChanged;
  }

  /** Keeps what still holds of the handoff's present revision; after a reload what was saved. */
  take(item: HandoffDetail): void {
    const saved = Object.keys(this.edits).length > 0 ? this.edits : (this.#desk.host.drafts().edits ?? {});
    this.edits = holding(saved, item);
  }

  begin(editable: Editable): void {
    const text = textOf(this.edits[editable.path]?.after ?? editable.before);
    if (!isInline(editable)) {
      this.#desk.host.post({ kind: 'edit-text', path: editable.path, text });
      return;
    }
    this.writing = { path: editable.path, text };
    this.#desk.changed();
    this.#desk.focus('writing');
  }

  write(text: string): void {
    if (this.writing) this.writing = { path: this.writing.path, text };
    this.#desk.changed();
  }

  leave(): void {
    this.writing = undefined;
    this.#desk.changed();
    this.#desk.focus('edits');
  }

  confirm(): void {
    const { writing } = this;
    if (!writing) return;
    const complaint = this.edited(writing.path, writing.text);
    this.writing = complaint === undefined ? undefined : { ...writing, complaint };
    this.#desk.changed();
    this.#desk.focus(complaint === undefined ? 'edits' : 'writing');
  }

  drop(path: string): void {
    const { [path]: _dropped, ...rest } = this.edits;
    this.#keep(rest);
    this.#desk.say(`The edit of ${path} was dropped.`, 'polite');
    this.#desk.focus('edits');
  }

  /** Takes a text that was written for a path. @returns what is wrong with it, or nothing */
  edited(path: string, text: string): string | undefined {
    const { item } = this.#desk;
    const editable = item && editablesOf(item).find((one) => one.path === path);
    if (!editable) return 'This cannot be edited any more.';
    const { value, fault } = editedValue(editable, text);
    if (fault !== undefined) return fault;
    const { [path]: _before, ...rest } = this.edits;
    const isSame = JSON.stringify(value) === JSON.stringify(editable.before);
    this.#keep(isSame ? rest : { ...rest, [path]: { before: editable.before, after: value } });
    this.#desk.say(
      isSame ? `${path} is as the bot wrote it.` : `Your change of ${path} is listed.`,
      'polite',
    );
    return undefined;
  }

  #keep(edits: Edits): void {
    this.edits = edits;
    this.#desk.host.saveDrafts({ edits });
    this.#onChanged();
  }
}
