import { WebSocket } from 'ws';
import { RequestError } from '../../../schemas/protocol/codes.ts';
import { encode } from '../../../schemas/protocol/frame.ts';

const TOO_LARGE = 1009;

/** Says `too-large` before the close that `ws` makes of a frame beyond the limit. */
export class BridgeSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    if (code === TOO_LARGE && this.readyState === WebSocket.OPEN) {
      const refusal = new RequestError('too-large', 'a frame holds at most 1 MiB');
      this.send(encode.failure(null, refusal.toWire()));
    }
    super.close(code, reason);
  }
}
