import { defineKit } from '../kit.ts';
import { vsCodeHost } from './host.ts';
import { HandoffReview } from './review.ts';
import { pageStyles } from './styles.ts';

defineKit();
customElements.define('handoff-review', HandoffReview);
if (pageStyles.styleSheet)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, pageStyles.styleSheet];

const { handoff = '', folder = '', nonce = '' } = document.body.dataset;
const review = new HandoffReview();
review.host = vsCodeHost({ handoff, folder, nonce });
document.body.append(review);
