import type { Timers } from '../../../schemas/protocol/socket.ts';

/** For pauses of a connection, not for clocks that must survive a restart. They keep no process alive. */
export const nodeTimers: Timers = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms).unref();
    return () => clearTimeout(timer);
  },
};
