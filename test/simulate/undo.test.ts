import { asking, does } from './asking.ts';
import {
  ask,
  called,
  decides,
  edges,
  handoff,
  hears,
  later,
  open,
  owner,
  restart,
  run,
  say,
  start,
  user,
} from './parts.ts';
import { holds } from './play.ts';

describe('undoSeconds', () => {
  const minute = { undoSeconds: 60 };
  it('holds what follows until the time has passed', () =>
    holds({
      ...asking(minute),
      steps: [
        user(),
        decides('alice', 'approve'),
        handoff('a', { status: 'decided', decidedBy: 'user:alice' }),
        called('s__pay', 0),
        run('waiting'),
        later('59s'),
        called('s__pay', 0),
        later('1s'),
        called('s__pay', 1),
        run('completed'),
      ],
    }));
  it('undo opens it again; nothing was done', () =>
    holds({
      ...asking(minute),
      steps: [
        user(),
        decides('alice', 'approve'),
        later('59s'),
        does('alice', { undo: true }),
        open('a'),
        later('1h'),
        called('s__pay', 0),
        decides('alice', 'reject'),
        later('1m'),
        run('rejected'),
      ],
    }));
  it('after it undo is a conflict', () =>
    holds({
      ...asking(minute),
      steps: [
        user(),
        decides('alice', 'approve'),
        later('1m'),
        called('s__pay', 1),
        does('alice', { undo: true, refused: 'conflict' }),
      ],
    }));
  it('only who decided undoes it', () =>
    holds({
      ...asking(minute),
      steps: [
        user(),
        decides('alice', 'approve'),
        does('bob', { undo: true, refused: 'forbidden' }),
        later('1m'),
        called('s__pay', 1),
      ],
    }));
  it('comes from the bot where the node says nothing, and 0 means none', () =>
    holds({
      ...asking({}, { bots: { shop: minute } }),
      steps: [user(), decides('alice', 'approve'), called('s__pay', 0), later('1m'), called('s__pay', 1)],
    }).then(() =>
      holds({
        ...asking({ undoSeconds: 0 }, { bots: { shop: minute } }),
        steps: [user(), decides('alice', 'approve'), called('s__pay', 1)],
      }),
    ));
  it('the clock of the handoff goes on with the time that was left', () =>
    holds({
      ...asking({ undoSeconds: 600, timeout: '1h' }),
      steps: [
        user(),
        later('55m'),
        decides('alice', 'approve'),
        later('9m'),
        does('alice', { undo: true }),
        later('4m 59s'),
        open('a'),
        later('1s'),
        hears('late'),
      ],
    }));
  it('what a clock decides cannot be taken back', () =>
    holds({
      ...asking({ ...minute, timeout: '1h', escalation: 'auto_reject' }),
      steps: [user(), later('1h'), run('rejected'), does('alice', { undo: true, refused: 'forbidden' })],
    }));
  it('holds over a restart (I1)', () =>
    holds({
      ...asking(minute),
      steps: [
        user(),
        decides('alice', 'approve'),
        restart,
        called('s__pay', 0),
        does('alice', { undo: true }),
        decides('alice', 'approve'),
        restart,
        later('1m'),
        called('s__pay', 1),
      ],
    }));
  it('of several each takes their own vote back; the others stay', () =>
    holds({
      ...asking({ ...minute, approvals: { count: 2 } }),
      steps: [
        user(),
        decides('alice', 'approve'),
        decides('bob', 'approve'),
        does('alice', { undo: true }),
        open('a'),
        decides('dana', 'approve'),
        handoff('a', { status: 'decided' }),
        later('1m'),
        called('s__pay', 1),
      ],
    }));
  it('a vote that has counted longer than that stays, also while the last one can be undone', () =>
    holds({
      ...asking({ ...minute, approvals: { count: 2 } }),
      steps: [
        user(),
        decides('alice', 'approve'),
        later('50s'),
        decides('bob', 'approve'),
        later('50s'),
        does('alice', { undo: true, refused: 'conflict' }),
        does('bob', { undo: true }),
        open('a'),
      ],
    }));
  it('a vote that is not complete yet can be taken back as well', () =>
    holds({
      ...asking({ ...minute, approvals: { count: 2 } }),
      steps: [
        user(),
        decides('alice', 'approve'),
        does('alice', { undo: true }),
        decides('bob', 'approve'),
        open('a'),
        later('1m'),
        does('bob', { undo: true, refused: 'conflict' }),
      ],
    }));
  it('a takeover that is decided keeps its queue until then', () =>
    holds({
      nodes: [start, ask('a', { ...minute, takeover: true }), say('x')],
      edges: edges('start>a', 'a>x:approved'),
      steps: [
        user(),
        decides('alice', 'approve'),
        owner('queue'),
        does('alice', { undo: true }),
        decides('alice', 'approve'),
        later('1m'),
        owner('bot'),
        hears('x'),
      ],
    }));
});
