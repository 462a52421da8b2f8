/**
 * The end of the journal, remembered outside the store: sequence, hash and epoch (T54, T55). It may lag behind the journal
 * after a crash; it never leads, because only what is durable is noted.
 */
import { open, rename } from 'node:fs/promises';
import { type Disk, replaceFile } from '../journal/disk.ts';
import type { Head } from '../journal/writer.ts';
import { readJson } from './state-directory.ts';

/** `unreadable` is not the same as none: a store whose head was lost is not trusted blindly. */
export type KnownHead = { kind: 'none' } | { kind: 'unreadable' } | ({ kind: 'known' } & Head);

export function readHead(path: string, exists: boolean): KnownHead {
  if (!exists) return { kind: 'none' };
  const { seq, hash, epoch } = readJson(path) ?? {};
  if (!isCount(seq) || !isCount(epoch) || typeof hash !== 'string') return { kind: 'unreadable' };
  return { kind: 'known', seq, hash, epoch };
}

const WRITE_EVERY_MS = 500;

export class HeadKeeper {
  readonly #disk: Disk;
  readonly #path: string;
  readonly #onNotice: (text: string) => void;
  #newest: Head;
  #written: Head | undefined;
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Writes `head` at once: the epoch must be on disk before the journal carries it. */
  constructor(disk: Disk, path: string, head: Head, onNotice: (text: string) => void) {
    this.#disk = disk;
    this.#path = path;
    this.#newest = head;
    this.#onNotice = onNotice;
    replaceFile(disk, path, textOf(head));
    this.#written = head;
  }

  /** The first note after a pause is written at once, later ones twice a second. */
  note(head: Head): void {
    this.#newest = head;
    if (!this.#timer && !this.#writing) this.#write();
  }

  /** Writes the newest one. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writing;
    clearTimeout(this.#timer);
    if (this.#written !== this.#newest) replaceFile(this.#disk, this.#path, textOf(this.#newest));
    this.#written = this.#newest;
  }

  #write(): void {
    const head = this.#newest;
    this.#writing = replaceSoon(this.#path, textOf(head))
      .then(() => {
        this.#written = head;
      })
      .catch((error: unknown) => this.#onNotice(`the journal's head could not be noted: ${String(error)}`))
      .finally(() => {
        this.#writing = undefined;
        this.#timer = setTimeout(() => this.#later(), WRITE_EVERY_MS).unref();
      });
  }

  #later(): void {
    this.#timer = undefined;
    if (this.#written !== this.#newest) this.#write();
  }
}

function textOf({ seq, hash, epoch }: Head): Buffer {
  return Buffer.from(`${JSON.stringify({ seq, hash, epoch })}\n`);
}

async function replaceSoon(path: string, bytes: Buffer): Promise<void> {
  const draft = `${path}.tmp`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
