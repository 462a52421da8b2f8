/** Texts that a page must show as texts: 100 of them for each run (T20, T22, T24). */

const SCRIPTS = [
  '<script>ATTACK</script>',
  '<img src=x onerror="ATTACK">',
  '<svg onload="ATTACK">',
  '<svg><animate onbegin="ATTACK" attributeName=x dur=1s>',
  '<iframe srcdoc="<script>parent.ATTACK</script>"></iframe>',
  '<details open ontoggle="ATTACK">',
  '<body onload="ATTACK">',
  '<input autofocus onfocus="ATTACK">',
  '<video><source onerror="ATTACK"></video>',
  '<a href="javascript:ATTACK" id=x>open</a>',
  '<form action="javascript:ATTACK"><button>ok</button></form>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror="ATTACK">',
  '<template><script>ATTACK</script></template>',
  '<object data="javascript:ATTACK"></object>',
  '<style>@import "URL";</style>',
  '<link rel=stylesheet href="URL">',
  '<meta http-equiv=refresh content="0;url=URL">',
  '<base href="URL">',
  '![picture](URL)',
  '[approve](command:handoff.approve)',
  '<img src="URL">',
  '<div style="background:url(URL)">',
  '$\u007bATTACK}',
  '{{constructor.constructor("ATTACK")()}}',
  '</span></bdi></template><script>ATTACK</script>',
];
const WRAPPERS = [
  (text: string) => text,
  (text: string) => `"'><!--${text}`,
  (text: string) => `--></style></title></textarea>${text}`,
  (text: string) => `\u202e${text}\u200b\u2066`,
];

export const ATTACK = 'window.attacked=1';
export const SINK = 'http://127.0.0.1:9/leak';

export const PAYLOADS: readonly string[] = WRAPPERS.flatMap((wrap) =>
  SCRIPTS.map((script) => wrap(script.replaceAll('ATTACK', ATTACK).replaceAll('URL', SINK))),
);
