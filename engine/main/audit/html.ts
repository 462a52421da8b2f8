/**
 * Evidence as one page for reading and printing: nothing is loaded, nothing runs, and every text of others is text (T26).
 */
import { visibleText } from '../../../schemas/text/visible.ts';
import type { StoreReport } from '../../host/store/verify.ts';
import type { EvidenceFold } from './evidence.ts';
import type { Evidence } from './record.ts';

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
article { border: 1px solid #8888; border-radius: 6px; padding: 1rem; margin: 1rem 0; break-inside: avoid; }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: .25rem 1rem; margin: 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #8884; }
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
nav { margin: 1rem 0; } .bad { font-weight: 700; }
@media print { body { margin: 0; max-width: none; } a { color: inherit; text-decoration: none; } }`;

export function* htmlLines(fold: EvidenceFold, report: StoreReport): Generator<string> {
  const { records } = fold;
  yield '<!doctype html>';
  yield '<html lang="en"><head><meta charset="utf-8">';
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;
  yield '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">';
  yield `<title>Handoff audit</title><style>${STYLE}</style></head><body>`;
  yield `<header><h1>Handoffs and their decisions</h1>${facts(chainFacts(report, fold))}</header>`;
  yield '<main>';
  yield overview(records);
  for (const record of records) yield article(record);
  yield '</main></body></html>';
}

function chainFacts(report: StoreReport, { records, erased }: EvidenceFold): [string, string][] {
  const sound = report.ok
    ? `sound up to event ${report.seq}`
    : `DAMAGED from event ${report.firstBad ?? '?'} on; what follows is not proven`;
  return [
    ['Chain', sound],
    ['Head', report.hash],
    ['Handoffs', String(records.length)],
    ['Erased', `${erased} events have lost their content and keep their digest`],
  ];
}

function overview(records: readonly Evidence[]): string {
  const rows = records.map(
    ({ ticket, what, who, when, status }) =>
      `<tr><th scope="row"><a href="#${anchor(ticket)}">${text(ticket)}</a></th><td>${text(what.question)}</td><td>${text(what.decision ?? status)}</td><td>${text(who.by ?? '')}</td><td>${text(when.decided ?? when.opened)}</td></tr>`,
  );
  return `<table><thead><tr><th scope="col">Ticket</th><th scope="col">Asked</th><th scope="col">Decision</th><th scope="col">Who</th><th scope="col">When (UTC)</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function article(record: Evidence): string {
  const { ticket, who, what, when, why, outcome, proof } = record;
  const rows: [string, string | null][] = [
    ['Who', who.by && `${who.by} (${[who.method, who.channel].filter((part) => part !== null).join(', ')})`],
    ['Solo', who.solo ? 'decided their own request, as the configuration allows' : null],
    [
      'Votes',
      who.votes
        .map((vote) => `${vote.by}: ${vote.decision}${vote.reason ? `, ${vote.reason}` : ''}`)
        .join('\n'),
    ],
    ['What', `${what.decision ?? record.status}, revision ${what.revision}`],
    ['Where', `${what.bot}, ${what.workflow}, node ${what.node}`],
    ['Kind and risk', `${what.kind}, ${what.risk}`],
    ['Shown calls', what.calls.map(callText).join('\n')],
    [
      'Changed',
      what.edits.map(({ path, before, after }) => `${path}: ${json(before)} → ${json(after)}`).join('\n'),
    ],
    ['When', `opened ${when.opened} (event ${when.openedSeq})`],
    ['First seen', when.firstSeen && `${when.firstSeen} by ${when.firstSeenBy}`],
    ['Decided', when.decided && `${when.decided} (event ${when.decidedSeq})`],
    ['Why', why.reason],
    ['Because', why.because],
    ['Confidence', why.confidence === null ? null : String(why.confidence)],
    [
      'Outcome',
      outcome
        .map(
          (one) =>
            `${one.call} ${one.arguments}: ${one.state} at ${one.at}${one.detail ? ` (${one.detail})` : ''}`,
        )
        .join('\n'),
    ],
    ['Card', proof.card],
    ['Event', proof.event],
    ['Frame', proof.frame],
    ['Before it', proof.previous],
    ['Configuration', why.config],
    ['Definition', what.definition],
  ];
  const shown = rows.filter((row): row is [string, string] => row[1] !== null && row[1] !== '');
  return `<article id="${anchor(ticket)}"><h2>${text(ticket)}: ${text(what.question)}</h2>${facts(shown)}</article>`;
}

function facts(rows: readonly (readonly [string, string])[]): string {
  return `<dl>${rows.map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`).join('')}</dl>`;
}

function callText(call: Evidence['what']['calls'][number]): string {
  return call.known
    ? `${call.call.server}__${call.call.tool} ${call.call.arguments} (${call.call.effect})`
    : `${call.server}__${call.tool}: not known then, ${call.why}`;
}

function json(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

function anchor(ticket: string): string {
  return ticket.replace(/[^\w-]/g, '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(value: string): string {
  return visibleText(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
