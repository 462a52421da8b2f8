import {
  call,
  called,
  decides,
  edges,
  hears,
  hold,
  later,
  open,
  restart,
  returns,
  run,
  say,
  silent,
  start,
  user,
} from './parts.ts';
import { holds } from './play.ts';

const wait = (fields: Record<string, unknown>) => ({ id: 'wait', type: 'wait_delay', ...fields });
const line = (fields: Record<string, unknown>) => ({
  nodes: [start, wait(fields), say('done')],
  edges: edges('start>wait', 'wait>done'),
});
const bob = (act: object) => ({ operator: 'user:bob', ...act });

describe('wait_delay', () => {
  it('waits for a length of time, also over a restart (R28, F14)', () =>
    holds({
      ...line({ duration: '30d' }),
      steps: [
        user(),
        silent,
        run('waiting'),
        later('20d'),
        restart,
        silent,
        later('10d'),
        hears('done'),
        run('completed'),
      ],
    }));

  it('goes on once after a restart in the middle and another at the end', () =>
    holds({
      ...line({ duration: '1h' }),
      steps: [user(), later('59m'), restart, later('1m'), hears('done'), restart, silent, run('completed')],
    }));

  it('waits until a moment; one without a zone is UTC', () =>
    holds({
      ...line({ until: '{{day}}T10:30' }),
      variables: { day: '2027-01-04' },
      steps: [user(), later('89m'), silent, later('1m'), hears('done')],
    }));

  it('of both it waits for the later, and not for a moment that has passed', () =>
    holds({
      ...line({ until: '2020-01-01T00:00:00Z', duration: '5m' }),
      steps: [user(), later('4m'), silent, later('1m'), hears('done')],
    }));

  for (const until of ['{{nowhere}}', 'tomorrow', '2027-13-45'])
    it(`waits for a person where "${until}" is no moment: going on could be too early (I16)`, () =>
      holds({
        ...line({ until }),
        steps: [user(), open('wait', { kind: 'failure' }), silent, run('waiting')],
      }));

  it('a person lets it look again', () =>
    holds({
      ...line({ until: '{{when}}' }),
      steps: [
        user(),
        user('now', { variables: { when: '2027-01-04T09:00:00Z' } }),
        decides('alice', 'reject'),
        run('failed'),
      ],
    }));

  it('stands still while a person has the conversation (R33)', () =>
    holds({
      ...line({ duration: '1h' }),
      steps: [
        user(),
        later('30m'),
        bob({ take: true }),
        hold(),
        later('10h'),
        silent,
        bob({ returns: 'so' }),
        hold(),
        later('29m'),
        silent,
        later('1m'),
        hears('done'),
      ],
    }));

  it('a call behind it runs once (I3)', () =>
    holds({
      nodes: [start, wait({ duration: '1d' }), call('pay', 'bank__pay')],
      edges: edges('start>wait', 'wait>pay'),
      tools: { bank__pay: returns({}) },
      steps: [
        user(),
        called('bank__pay', 0),
        later('1d'),
        called('bank__pay', 1),
        restart,
        called('bank__pay', 1),
        run('completed'),
      ],
    }));
});
