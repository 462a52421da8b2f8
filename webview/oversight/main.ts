import { startPage } from '../page/start.ts';
import { oversightHost } from './host.ts';
import { HandoffOversight } from './oversight.ts';

startPage('handoff-oversight', HandoffOversight, (page) => {
  const oversight = new HandoffOversight();
  oversight.host = oversightHost(page);
  return oversight;
});
