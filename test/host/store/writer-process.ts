/** A process of its own that opens the store of its arguments and says each acknowledged sequence on a line. */
import { foldBatch } from '../../../engine/host/projection/fold.ts';
import { openStore } from '../../../engine/host/store/open.ts';
import { story } from '../projection/stories.ts';

const [directory = '', state = ''] = process.argv.slice(2);
const store = await openStore(directory, {
  environment: { HANDOFF_STATE_DIR: state },
  journal: { segmentBytes: 20_000 },
  snapshots: { everyEvents: 50, apartMs: 0 },
});
for (const batch of story(10_000).filter(({ seq }) => seq > store.restored.seq)) {
  store.projection.write(batch, foldBatch(store.restored.state, batch));
  await store.journal.append(batch);
  process.stdout.write(`${store.journal.durable}\n`);
}
