/**
 * The handoffs of one session: read once when a client is new, then kept by its events, item by item. What was decided
 * while this window watched stays for a while under its own group.
 */
import * as vscode from 'vscode';
import type { EventNotice, HandoffDetail, HandoffItem } from '../../schemas/protocol/views.ts';
import type { Session } from '../engine/session.ts';
import { Beside } from './beside.ts';

const PAGE = 200;
/** More open handoffs than this are counted, not listed. */
const LISTED = 1000;

/** After these nobody has to decide any more. */
const CLOSING: ReadonlySet<string> = new Set(['handoff-decided', 'handoff-expired', 'handoff-cancelled']);

export class QueueStore implements vscode.Disposable {
  readonly session: Session;
  readonly items = new Map<string, HandoffItem>();
  readonly beside: Beside;
  /** Runs whose definition was compared with today's and differs, and what was found, in words. */
  readonly changedRuns = new Map<string, string>();
  /** Ids decided or closed while this window watched, newest first. */
  closed: string[] = [];
  /** Open ones that are not listed. */
  beyond = 0;
  readonly #log: vscode.LogOutputChannel;
  readonly #item = new vscode.EventEmitter<{ before: HandoffItem | undefined; after: HandoffDetail }>();
  readonly #noted = new vscode.EventEmitter<string>();
  readonly #all = new vscode.EventEmitter<void>();
  readonly onDidChangeItem = this.#item.event;
  /** Of this handoff something else is known; it is as it was. */
  readonly onDidNote = this.#noted.event;
  readonly onDidChangeAll = this.#all.event;
  readonly #disposables: vscode.Disposable[];
  /** Ids with a read under way, and whether another event came meanwhile. */
  readonly #reading = new Map<string, { again: boolean }>();

  constructor(session: Session, log: vscode.LogOutputChannel) {
    this.session = session;
    this.#log = log;
    this.beside = new Beside(session, log);
    this.#disposables = [
      this.beside,
      session.onFresh(() => void this.#readAll().catch((error: unknown) => log.error(String(error)))),
      session.onEvent((event) => this.#onEvent(event)),
      session.onDidChange(() => this.#onSession()),
      this.#item,
      this.#noted,
      this.#all,
    ];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** Reads one handoff anew and tells everybody who shows it. */
  async refresh(id: string): Promise<HandoffDetail> {
    const after = await this.session.request('handoff/get', { id });
    const before = this.items.get(id);
    this.items.set(id, after);
    this.#item.fire({ before, after });
    return after;
  }

  /** Keeps what a comparison found; without words, that nothing differs any more. */
  noteChanges(run: string, found: string | undefined): void {
    if (found === undefined) this.changedRuns.delete(run);
    else this.changedRuns.set(run, found);
    for (const item of this.items.values()) if (item.run === run) this.#noted.fire(item.id);
  }

  async #readAll(): Promise<void> {
    const found: HandoffItem[] = [];
    let after: string | undefined;
    let total = 0;
    do {
      const page = await this.session.request('handoff/list', {
        status: 'open',
        limit: PAGE,
        ...(after && { after }),
      });
      found.push(...page.items);
      total = page.total;
      after = page.next;
    } while (after !== undefined && found.length < LISTED);
    const decided = this.closed.map((id) => this.items.get(id)).filter((item) => item !== undefined);
    this.items.clear();
    for (const item of [...decided, ...found]) this.items.set(item.id, item);
    this.beyond = Math.max(0, total - found.length);
    this.#all.fire();
  }

  #onSession(): void {
    if (this.session.standing.kind === 'engine-off') {
      this.items.clear();
      this.beside.clear();
      this.closed = [];
      this.beyond = 0;
    }
    this.#all.fire();
  }

  #onEvent(event: EventNotice): void {
    if (event.type === 'run-migrated' && typeof event.body?.run === 'string')
      this.noteChanges(event.body.run, undefined);
    const id = handoffOf(event);
    if (id === undefined) return;
    if (CLOSING.has(event.type)) this.closed = [id, ...this.closed.filter((each) => each !== id)];
    const reading = this.#reading.get(id);
    if (reading) reading.again = true;
    else void this.#follow(id);
  }

  /** One read at a time for each handoff: a burst of events ends in one more read. */
  async #follow(id: string): Promise<void> {
    const reading = { again: true };
    this.#reading.set(id, reading);
    try {
      while (reading.again) {
        reading.again = false;
        await this.refresh(id);
      }
    } catch (error) {
      this.#log.warn(`Handoff ${id} could not be read: ${String(error)}`);
    } finally {
      this.#reading.delete(id);
    }
  }
}

function handoffOf({ type, body }: EventNotice): string | undefined {
  const id = type === 'handoff-opened' ? body?.id : body?.handoff;
  return typeof id === 'string' ? id : undefined;
}
