/** Rows that are no handoffs: conversations that people have, and finished answers to look at. Pure. */
import type { ConversationItem, ReviewItem } from '../../schemas/protocol/views.ts';
import { headline, oneLine } from '../../schemas/text/visible.ts';
import { displayName } from '../people/directory.ts';
import type { Translate } from '../words.ts';
import type { Viewer } from './groups.ts';
import type { Row } from './row.ts';

/** So that in a side bar of usual width some of the description is seen, too. */
const LABEL_LENGTH = 36;

/** A conversation that a person has taken over. */
export function talkRow(talk: ConversationItem, { me, people }: Viewer, t: Translate): Row {
  const mine = talk.owner === me;
  const label = oneLine(talk.conversation, LABEL_LENGTH);
  const who = mine ? t('with you') : t('with {0}', oneLine(displayName(talk.owner, people), 40));
  const about = talk.envelope ? [headline(talk.envelope.summary, 200)] : [];
  const description = `${who} · ${t('bot {0}', oneLine(talk.bot, 40))}`;
  return {
    label,
    description,
    inGroup: description,
    tooltip: [t('{0} talks to a person; the bot {1} is silent', label, oneLine(talk.bot, 40)), who, ...about],
    accessibleLabel: [label, who, t('conversation'), t('bot {0}', oneLine(talk.bot, 40))].join(', '),
    icon: { id: mine ? 'comment-discussion' : 'comment' },
    contextValue: mine ? 'talk.mine' : 'talk.other',
  };
}

/** An answer that was picked for a look afterwards. */
export function answerRow(review: ReviewItem, t: Translate): Row {
  const label = headline(review.answer, LABEL_LENGTH) || oneLine(review.run, LABEL_LENGTH);
  const because = oneLine(review.because, 80);
  const sure = review.confidence === null ? [] : [t('{0} % confident', Math.round(review.confidence * 100))];
  const description = [because, ...sure].join(' · ');
  return {
    label,
    description,
    inGroup: description,
    tooltip: [oneLine(review.answer, 400), t('bot {0}', oneLine(review.bot, 40)), because, ...sure],
    accessibleLabel: [label, t('finished answer'), because, ...sure].join(', '),
    icon: { id: 'eye' },
    contextValue: 'answer',
  };
}
