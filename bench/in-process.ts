/** Durable creates and decides of the loop, beside the bare disk with the same bytes and the same group commit. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Sample } from './figures.ts';
import { openHouse, scratch } from './house.ts';
import { rawJournal } from './raw-journal.ts';
import { perSecond } from './requesters.ts';

export interface InProcess {
  creates: Sample;
  decides: Sample;
  /** The same with the time that it then takes to write the rows of the projection that wait. */
  createsWritten: Sample;
  decidesWritten: Sample;
}

/** One interleaved round: engine, disk, engine, disk. */
export async function measureInProcess(requesters: number, requests: number): Promise<InProcess> {
  const folder = scratch();
  const house = await openHouse(folder);
  const bytes = () => journalBytes(house.store.directory);
  // What is compiled and opened once is not what is measured.
  await perSecond(requesters, requesters, house.create);
  const atFirst = bytes();
  house.writeRows();
  const creates = await perSecond(requesters, requests, house.create);
  const createsWritten = withRows(creates, requests, house.writeRows());
  const created = bytes();
  const rawCreates = await raw(requesters, requests, (created - atFirst) / requests);
  const open = house.open();
  const decides = await perSecond(requesters, requests, (index) => house.approve(open[index] ?? ''));
  const decidesWritten = withRows(decides, requests, house.writeRows());
  const rawDecides = await raw(requesters, requests, (bytes() - created) / requests);
  await house.end();
  return {
    creates: { measured: creates, reference: rawCreates },
    decides: { measured: decides, reference: rawDecides },
    createsWritten: { measured: createsWritten, reference: rawCreates },
    decidesWritten: { measured: decidesWritten, reference: rawDecides },
  };
}

/** @returns requests a second, where writing their rows took so many milliseconds more */
function withRows(rate: number, requests: number, ms: number): number {
  return requests / (requests / rate + ms / 1000);
}

async function raw(requesters: number, requests: number, bytes: number): Promise<number> {
  const folder = scratch();
  const record = Buffer.alloc(Math.round(bytes), 'x');
  const journal = rawJournal(path.join(folder, 'raw'));
  await perSecond(requesters, requesters, () => journal.append(record));
  const rate = await perSecond(requesters, requests, () => journal.append(record));
  journal.close();
  rmSync(folder, { recursive: true });
  return rate;
}

function journalBytes(store: string): number {
  const folder = path.join(store, 'journal');
  return readdirSync(folder).reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
}
