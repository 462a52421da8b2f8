import { JournalReader } from '../../host/journal/reader.ts';
import { surveyJournal } from '../../host/journal/survey.ts';
import { isStore, journalDirectory } from '../../host/store/identity.ts';

const PAGE = 1000;

/** Every durable event of a store as one line of JSON, in order; only reads, beside a running engine too. */
export async function* eventsOf(store: string): AsyncGenerator<string> {
  if (!isStore(store)) throw new Error(`There is no store in ${store}.`);
  const survey = await surveyJournal(journalDirectory(store));
  const reader = new JournalReader(survey.segments, survey.seq);
  for (let after = 0; after < survey.seq; ) {
    const entries = await reader.read(after, PAGE);
    const last = entries.at(-1);
    if (!last) return;
    for (const { event, at, ...entry } of entries) {
      const { type: _, ...body } = event ?? { type: entry.type };
      yield JSON.stringify({ ...entry, at: new Date(at).toISOString(), ...(event && { body }) });
    }
    after = last.seq;
  }
}
