import {
  ask,
  decides,
  edges,
  hears,
  hold,
  holdsValues,
  later,
  open,
  restart,
  run,
  say,
  silent,
  start,
  user,
} from './parts.ts';
import { holds } from './play.ts';

const wait = (id: string, fields: Record<string, unknown> = {}) => ({
  id,
  type: 'wait_for_reply',
  message: `${id}?`,
  outputVariable: id,
  ...fields,
});
const line = (fields: Record<string, unknown> = {}) => ({
  nodes: [start, wait('which', fields), say('done', 'you said {{which}}'), say('late')],
  edges: edges('start>which', 'which>done', 'which>late:timeout'),
});
const bob = (act: object) => ({ operator: 'user:bob', ...act });

describe('wait_for_reply', () => {
  it('asks, and the next message goes to it, not to a new run (CONTRACT, Messages)', () =>
    holds({
      ...line(),
      steps: [
        user(),
        hears('which?'),
        silent,
        run('waiting'),
        user('4711'),
        hears('you said 4711'),
        silent,
        run('completed'),
      ],
    }));

  it('asks with values, and waits over a restart', () =>
    holds({
      ...line({ message: 'Which order, {{user_name}}?' }),
      variables: { user_name: 'Jane' },
      steps: [user(), hears('Which order, Jane?'), restart, silent, user('1'), hears('you said 1')],
    }));

  it('without a message it waits silently', () =>
    holds({ ...line({ message: undefined }), steps: [user(), silent, user('x'), hears('you said x')] }));

  it('what the user says is never read as a template (T39)', () =>
    holds({
      ...line(),
      variables: { secret: 's' },
      steps: [user(), hears('which?'), user('{{secret}}'), hears('you said {{secret}}')],
    }));

  it('leaves by timeout when the user says nothing, and a later message starts anew', () =>
    holds({
      ...line({ timeout: '2d' }),
      steps: [
        user(),
        hears('which?'),
        later('1d'),
        restart,
        later('1d'),
        hears('late'),
        run('completed'),
        user(),
        hears('which?'),
      ],
    }));

  it('a timeout with nothing to take ends the run timed-out', () =>
    holds({
      nodes: [start, wait('which', { timeout: '1h' }), say('done')],
      edges: edges('start>which', 'which>done'),
      steps: [user(), hears('which?'), later('1h'), silent, run('timed-out')],
    }));

  it('a reply in time stops the clock', () =>
    holds({
      ...line({ timeout: '1h' }),
      steps: [user(), hears('which?'), later('59m'), user('a'), hears('you said a'), later('1h'), silent],
    }));

  it('of two that wait the oldest is answered first', () =>
    holds({
      nodes: [start, wait('a'), wait('b'), say('da', 'a={{a}}'), say('db', 'b={{b}}')],
      edges: edges('start>a', 'start>b', 'a>da', 'b>db'),
      steps: [
        user(),
        hears('a?'),
        hears('b?'),
        user('1'),
        hears('a=1'),
        user('2'),
        hears('b=2'),
        run('completed'),
      ],
    }));

  it('is answered before an open handoff; the next message joins the handoff (R37)', () =>
    holds({
      nodes: [start, ask('ok'), wait('which'), say('done', 'you said {{which}}'), say('approved')],
      edges: edges('start>ok', 'start>which', 'ok>approved:approved', 'which>done'),
      steps: [
        user(),
        hold(),
        hears('which?'),
        open('ok'),
        user('this'),
        hears('you said this'),
        user('more'),
        silent,
        holdsValues({ which: 'this' }),
        decides('alice', 'approve'),
        hears('approved'),
      ],
    }));

  it('what the user says to a person who took over is not its reply, and its clock stands still (R33)', () =>
    holds({
      ...line({ timeout: '1h' }),
      steps: [
        user(),
        hears('which?'),
        later('30m'),
        bob({ take: true }),
        hold(),
        user('for bob'),
        later('5h'),
        silent,
        bob({ returns: 'so' }),
        hold(),
        later('29m'),
        silent,
        user('for the bot'),
        hears('you said for the bot'),
      ],
    }));
});
