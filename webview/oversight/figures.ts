/** The figures: how much people are asked, how they decide, how fast, what that suggests (R67, R68). */
import { html, nothing, type TemplateResult } from 'lit';
import type { NodeStats, ReviewerStats, Stats } from '../../schemas/protocol/views.ts';
import { foreign } from '../review/foreign.ts';
import { bandBar } from './band.ts';
import { type Column, type Sort, table } from './table.ts';
import { countOf, duration, nameOf, percent, SIGNALS, SUGGESTIONS } from './words.ts';

export interface Figures {
  stats: Stats;
  names: Readonly<Record<string, string>>;
  sort: { nodes: Sort; reviewers: Sort };
  onSort(table: 'nodes' | 'reviewers', sort: Sort): void;
  /** The node a command asked for. */
  wanted: { bot?: string; node?: string } | undefined;
}

export function figures(parts: Figures): TemplateResult {
  const { stats, names, sort, onSort, wanted } = parts;
  return html`
    <section class="box" aria-labelledby="rate-title"><h2 id="rate-title">How often people are asked</h2>
      ${bandBar(stats.reviewRate, stats.band)}</section>
    <section class="box" aria-labelledby="speed-title"><h2 id="speed-title">How they decide</h2>${tiles(stats)}</section>
    ${suggestions(stats.nodes)}
    <section class="box" aria-labelledby="nodes-title"><h2 id="nodes-title">Where people are asked</h2>
      ${table({
        caption: 'Decisions by node',
        columns: NODE_COLUMNS,
        rows: stats.nodes,
        sort: sort.nodes,
        onSort: (next) => onSort('nodes', next),
        isCurrent: ({ bot, node }) =>
          wanted?.node === node && (wanted.bot === undefined || wanted.bot === bot),
      })}</section>
    <section class="box" aria-labelledby="people-title"><h2 id="people-title">Who decides</h2>
      ${
        stats.reviewers.length === 0
          ? html`<p class="quiet">Nobody has decided anything yet.</p>`
          : table({
              caption: 'Load and decisions by reviewer',
              columns: reviewerColumns(names),
              rows: stats.reviewers,
              sort: sort.reviewers,
              onSort: (next) => onSort('reviewers', next),
            })
      }
      <p class="quiet">Signals, not verdicts: each has its evidence beside it, begins a talk and blocks nothing.</p>
      ${load(stats, names)}</section>
    ${answered(stats)}`;
}

function tiles({ handoffs, approvalRate, firstLook, latency, firstPassRate }: Stats): TemplateResult {
  const all: [string, string, string][] = [
    ['Open now', String(handoffs.open), ''],
    ['Decided', String(handoffs.decided), `${handoffs.expired} expired, ${handoffs.cancelled} cancelled`],
    ['Approved', percent(approvalRate), 'of what was decided'],
    ['First look', duration(firstLook?.medianMs), slowest(firstLook)],
    ['Decision', duration(latency?.medianMs), slowest(latency)],
    ['At the first pass', percent(firstPassRate), 'without edits, questions or a second round'],
  ];
  return html`<dl class="tiles">${all.map(
    ([name, value, more]) =>
      html`<div><dt>${name}</dt><dd class="figure">${value}</dd>${more ? html`<dd class="quiet">${more}</dd>` : nothing}</div>`,
  )}</dl>`;
}

function slowest(times: Stats['latency']): string {
  return times ? `median; one in ten over ${duration(times.p90Ms)}` : 'median';
}

function suggestions(nodes: readonly NodeStats[]): TemplateResult | typeof nothing {
  const some = nodes.filter(({ suggestion }) => suggestion !== undefined);
  if (some.length === 0) return nothing;
  return html`<section class="box" aria-labelledby="hints-title"><h2 id="hints-title">What the figures suggest</h2>
    <ul class="hints">${some.map(({ bot, node, suggestion }) =>
      suggestion
        ? html`<li><span class="tag">${SUGGESTIONS[suggestion.kind]}</span> <strong>${foreign(`${bot} · ${node}`)}</strong>
          ${foreign(suggestion.text)} <span class="quiet">Evidence: ${foreign(suggestion.evidence)}</span></li>`
        : nothing,
    )}</ul></section>`;
}

const NODE_COLUMNS: readonly Column<NodeStats>[] = [
  {
    key: 'node',
    title: 'Node',
    value: ({ bot, node }) => `${node} ${bot}`,
    cell: ({ bot, node, workflow }) =>
      html`${foreign(node)} <span class="quiet below">${foreign(`${bot} · ${workflow.replace(/\.workflow\.json$/, '')}`)}</span>`,
  },
  count('opened', 'Opened', ({ opened }) => opened),
  count('decided', 'Decided', ({ decided }) => decided),
  share('approved', 'Approved', ({ approved }) => approved),
  share('edited', 'Edited', ({ edited }) => edited),
  share('rejected', 'Rejected', ({ rejected }) => rejected),
  count('escalated', 'Escalated', ({ escalated }) => escalated),
  count('expired', 'Expired', ({ expired }) => expired),
  {
    key: 'median',
    title: 'Median time',
    isNumber: true,
    value: ({ medianMs }) => medianMs,
    cell: ({ medianMs }) => duration(medianMs),
  },
];

function count(key: string, title: string, of: (node: NodeStats) => number): Column<NodeStats> {
  return { key, title, isNumber: true, value: of, cell: (node) => countOf(of(node), 0) };
}

function share(key: string, title: string, of: (node: NodeStats) => number): Column<NodeStats> {
  return { key, title, isNumber: true, value: of, cell: (node) => countOf(of(node), node.decided) };
}

function reviewerColumns(names: Figures['names']): readonly Column<ReviewerStats>[] {
  return [
    {
      key: 'who',
      title: 'Reviewer',
      value: ({ who }) => nameOf(who, names),
      cell: ({ who }) => html`${foreign(nameOf(who, names))}`,
    },
    {
      key: 'open',
      title: 'Waiting',
      isNumber: true,
      value: ({ open }) => open,
      cell: ({ open }) => String(open),
    },
    {
      key: 'decided',
      title: 'Decided',
      isNumber: true,
      value: ({ decided }) => decided,
      cell: ({ decided }) => String(decided),
    },
    {
      key: 'approves',
      title: 'Approves',
      isNumber: true,
      value: ({ approvalRate }) => approvalRate,
      cell: ({ approvalRate }) => percent(approvalRate),
    },
    {
      key: 'median',
      title: 'Median decision',
      isNumber: true,
      value: ({ medianMs }) => medianMs,
      cell: ({ medianMs }) => duration(medianMs),
    },
    {
      key: 'signals',
      title: 'Signals',
      value: ({ signals }) => signals.length,
      cell: ({ signals }) =>
        signals.length === 0
          ? 'none'
          : html`<ul>${signals.map(({ kind, evidence }) => html`<li>${SIGNALS[kind]} <span class="quiet">${foreign(evidence)}</span></li>`)}</ul>`,
    },
  ];
}

function load({ load: waiting }: Stats, names: Figures['names']): TemplateResult | typeof nothing {
  if (waiting.length === 0) return nothing;
  const parts = waiting.map(({ assignee, open }) => `${nameOf(assignee, names)} ${open}`);
  return html`<p>Waiting now: ${foreign(parts.join(' · '))}</p>`;
}

function answered({ reviews }: Stats): TemplateResult {
  const { open, good, corrected, bad, confidentButWrong } = reviews;
  const looked = good + corrected + bad;
  return html`<section class="box" aria-labelledby="answers-title"><h2 id="answers-title">Finished answers</h2>
    ${
      looked === 0
        ? html`<p class="quiet">None was looked at yet; ${open} wait for a look.</p>`
        : html`<p>${looked} looked at: ${countOf(good, looked)} good, ${countOf(corrected, looked)} corrected, ${countOf(bad, looked)} bad. ${open} wait for a look.</p>
          <p><strong>Confident but wrong: ${confidentButWrong}</strong> <span class="quiet">the bot was sure, a person corrected it or called it bad</span></p>`
    }</section>`;
}
