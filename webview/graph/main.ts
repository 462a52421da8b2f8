import { HandoffGraph } from './graph.ts';
import { vsCodeHost } from './host.ts';
import { Layouts } from './layout.ts';
import { pageStyles } from './styles.ts';

/** The layout worker, loaded before this script as a function that is a whole script of its own. */
declare const handoffLayoutWorker: () => void;

customElements.define('handoff-graph', HandoffGraph);
if (pageStyles.styleSheet)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, pageStyles.styleSheet];

const { uri = '', nonce = '' } = document.body.dataset;
const page = new HandoffGraph();
page.host = vsCodeHost({ uri, nonce });
page.layouts = new Layouts(`(${handoffLayoutWorker.toString()})()`);
document.body.append(page);
