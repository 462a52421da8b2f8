/** Who was let in and what was refused. Kept apart from the journal: being refused moves no sequence. */

export interface AccessEntry {
  /** Milliseconds since the epoch, UTC. */
  at: number;
  what: 'connected' | 'disconnected' | 'refused' | 'fault';
  principal?: string;
  method?: string;
  code?: string;
  /** Never holds a token, a parameter or an address that the client wrote (T9). */
  why?: string;
}

/** Must not throw. */
export type AccessLog = (entry: AccessEntry) => void;
