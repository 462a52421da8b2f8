/** What a WebSocket server gives that only writes and syncs each message before it answers. Argument: the file. */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { rawJournal } from './raw-journal.ts';

const journal = rawJournal(process.argv[2] ?? '');
const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
let seq = 0;
sockets.on('connection', (socket) => {
  socket.on('message', async (data) => {
    const message = Buffer.isBuffer(data) ? data : Buffer.from(String(data));
    const { id } = JSON.parse(message.toString()) as { id: number };
    await journal.append(message);
    seq += 1;
    socket.send(JSON.stringify({ jsonrpc: '2.0', id, result: { seq } }));
  });
});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.stdout.write(`${JSON.stringify({ bridge: `ws://127.0.0.1:${port}` })}\n`);
});
