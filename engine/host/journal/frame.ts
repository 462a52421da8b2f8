/**
 * The text of the journal. A frame is one group of batches: one write, one fdatasync.
 *
 *     0000012f 9a3bc4d1 {"q":7,"n":3,"e":2,"p":"<sha256>","g":[{"t":…,"k":"decide","a":"user:alice","x":[…]}],"b":[…]}⏎
 *     │        │          first seq, events, epoch, previous hash, batches, then the bodies
 *     │        CRC32 of the length's text and the payload
 *     bytes of the payload, newline included; both in lower case hex
 *
 * Invariants
 * 1. Requests that came in together share a frame instead of having frames of their own in one write: so "at most one
 *    frame is not yet synced" stays exact, and an invalid frame with a valid one after it is always corruption.
 * 2. `x` holds `[type, digest]`, the cause first; `b` holds `[salt, body]` at the same places; a digest is the sha256 of
 *    salt + body text. The chain hashes the text before `,"b":` only, so a body may become `null` and still verify.
 * 3. There is one text for a frame: decoding builds it again and compares, so nothing can hide in spaces or twin keys.
 * 4. A frame cannot be forged inside a body: a header must stand right before `{"q":`, and text in a body is escaped.
 */
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Batch } from '../../run/ports.ts';
import { BodyBytes } from './body-bytes.ts';

export const HEADER_BYTES = 18;
/** What the first frame of a journal names as its predecessor. */
export const GENESIS = '0'.repeat(64);

const BODIES = ',"b":';
const END = ']}\n';

/** The part of a batch that the chain covers. */
interface Covered {
  covered: string;
  count: number;
}

/** A batch ready to be put into a frame. */
export interface EncodedBatch extends Covered {
  /** UTF-8. */
  bodies: Uint8Array;
  /** Of the events, in order. */
  digests: string[];
}

export interface FrameHead {
  seq: number;
  epoch: number;
  previous: string;
}

/** A body with the digest that the chain covers; `body` is missing once erased. */
export interface Recorded {
  type: string;
  digest: string;
  salt?: string;
  body?: unknown;
}

export interface FrameBatch {
  at: number;
  kind: string;
  actor: string;
  cause: Recorded;
  events: Recorded[];
}

export interface Frame extends FrameHead {
  count: number;
  batches: FrameBatch[];
}

/** Throws what `JSON.stringify` throws, for a body that has no JSON text. */
export function encodeBatch(batch: Batch): EncodedBatch {
  const { at, cause, events } = batch;
  const bodies = new BodyBytes();
  const causeDigest = bodies.add(cause.body ?? null);
  const digests = events.map((event) => bodies.add(event));
  const entries = [
    coveredBody('cause', causeDigest),
    ...events.map(({ type }, index) => coveredBody(type, digests[index] ?? '')),
  ];
  return {
    covered: coveredBatch(at, cause.kind, cause.actor, entries),
    bodies: bodies.taken(),
    count: events.length,
    digests,
  };
}

/** The bytes of one frame and the hash that the next one names. No batches: a seal. */
export function encodeFrame(
  head: FrameHead,
  batches: readonly EncodedBatch[],
): { bytes: Buffer; hash: string } {
  const covered = coveredFrame(head, batches);
  const start = HEADER_BYTES + Buffer.byteLength(covered) + BODIES.length + 1;
  const commas = Math.max(batches.length - 1, 0);
  const size = batches.reduce((sum, { bodies }) => sum + bodies.length, start + commas + END.length);
  const bytes = Buffer.allocUnsafe(size);
  bytes.write(`${covered}${BODIES}[`, HEADER_BYTES);
  let end = start;
  for (const { bodies } of batches) {
    if (end > start) end += bytes.write(',', end, 'latin1');
    bytes.set(bodies, end);
    end += bodies.length;
  }
  bytes.write(END, end, 'latin1');
  return { bytes: headed(bytes), hash: hash('sha256', covered) };
}

/** The part of a payload that the chain covers. */
export function coveredPart(payload: Buffer): Buffer {
  const end = payload.indexOf(BODIES);
  return end < 0 ? payload : payload.subarray(0, end);
}

/** Reads a payload back, or says why it is not one that this module wrote. */
export function decodePayload(payload: string): Frame | { wrong: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(payload);
  } catch (error) {
    return { wrong: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const frame = frameOf(parsed);
  if (!frame) return { wrong: 'not the shape of a frame' };
  const texts = frame.batches.map(textsOf);
  for (const { wrong } of texts) if (wrong) return { wrong };
  const covered = coveredFrame(frame, texts);
  const again = `${covered}${BODIES}[${texts.map(({ bodies }) => bodies).join(',')}${END}`;
  return again === payload ? frame : { wrong: 'not the one text of its content' };
}

/** The same frame with the bodies gone that `erase` names (a cause by its first event); its digests, and so its hash, stay. */
export function eraseBodies(
  frame: Frame,
  erase: (recorded: Recorded, batch: FrameBatch, seq: number) => boolean,
): Buffer {
  let first = frame.seq;
  const batches = frame.batches.map((batch) => {
    const keep = (recorded: Recorded, seq: number): Recorded =>
      erase(recorded, batch, seq) ? { type: recorded.type, digest: recorded.digest } : recorded;
    const events = batch.events.map((event, index) => keep(event, first + index));
    const kept = { ...batch, cause: keep(batch.cause, first), events };
    first += batch.events.length;
    return textsOf(kept);
  });
  const bodies = batches.map((batch) => batch.bodies).join(',');
  const payload = `${coveredFrame(frame, batches)}${BODIES}[${bodies}${END}`;
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + Buffer.byteLength(payload));
  bytes.write(payload, HEADER_BYTES);
  return headed(bytes);
}

export function checksum(length: string, payload: Uint8Array): string {
  return crc32(payload, crc32(length)).toString(16).padStart(8, '0');
}

/** Puts the header before a payload that stands behind its place. */
function headed(bytes: Buffer): Buffer {
  const length = (bytes.length - HEADER_BYTES).toString(16).padStart(8, '0');
  bytes.write(`${length} ${checksum(length, bytes.subarray(HEADER_BYTES))} `, 0, 'latin1');
  return bytes;
}

function coveredBody(type: string, digest: string): string {
  return `[${JSON.stringify(type)},"${digest}"]`;
}

function coveredBatch(at: number, kind: string, actor: string, entries: readonly string[]): string {
  return `{"t":${at},"k":${JSON.stringify(kind)},"a":${JSON.stringify(actor)},"x":[${entries.join(',')}]}`;
}

function coveredFrame({ seq, epoch, previous }: FrameHead, batches: readonly Covered[]): string {
  const count = batches.reduce((sum, batch) => sum + batch.count, 0);
  const texts = batches.map(({ covered }) => covered).join(',');
  return `{"q":${seq},"n":${count},"e":${epoch},"p":"${previous}","g":[${texts}]`;
}

function textsOf(batch: FrameBatch): Covered & { bodies: string; wrong?: string } {
  let wrong: string | undefined;
  const entries = [batch.cause, ...batch.events].map(({ type, digest, salt, body }) => {
    const covered = coveredBody(type, digest);
    if (salt === undefined) return { covered, entry: 'null' };
    const text = JSON.stringify(body);
    if (hash('sha256', salt + text) !== digest) wrong = `the body of "${type}" is not the one of its digest`;
    return { covered, entry: `["${salt}",${text}]` };
  });
  return {
    covered: coveredBatch(
      batch.at,
      batch.kind,
      batch.actor,
      entries.map(({ covered }) => covered),
    ),
    bodies: `[${entries.map(({ entry }) => entry).join(',')}]`,
    count: batch.events.length,
    wrong,
  };
}

function frameOf(value: unknown): Frame | undefined {
  if (!isRecord(value)) return undefined;
  const { q: seq, n: count, e: epoch, p: previous, g: groups, b: bodies } = value;
  if (!isCount(seq) || !isCount(count) || !isCount(epoch) || typeof previous !== 'string') return undefined;
  if (!Array.isArray(groups) || !Array.isArray(bodies) || groups.length !== bodies.length) return undefined;
  const batches = groups.map((group, index) => batchOf(group, bodies[index]));
  return batches.every((batch) => batch !== undefined) ? { seq, count, epoch, previous, batches } : undefined;
}

function batchOf(group: unknown, bodies: unknown): FrameBatch | undefined {
  if (!isRecord(group) || !Array.isArray(bodies)) return undefined;
  const { t: at, k: kind, a: actor, x: digests } = group;
  if (typeof at !== 'number' || typeof kind !== 'string' || typeof actor !== 'string') return undefined;
  if (!Array.isArray(digests) || digests.length !== bodies.length) return undefined;
  const recorded = digests.map((digest, index) => recordedOf(digest, bodies[index]));
  const [cause, ...events] = recorded.filter((entry) => entry !== undefined);
  return cause && events.length === digests.length - 1 ? { at, kind, actor, cause, events } : undefined;
}

function recordedOf(covered: unknown, entry: unknown): Recorded | undefined {
  if (!Array.isArray(covered)) return undefined;
  const [type, digest] = covered;
  if (typeof type !== 'string' || typeof digest !== 'string') return undefined;
  if (entry === null) return { type, digest };
  if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== 'string') return undefined;
  return { type, digest, salt: entry[0], body: entry[1] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
