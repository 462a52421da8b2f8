/**
 * The smallest bot there can be: each line typed is a message of one customer, each message to the customer is printed.
 * Beside `node dist/cli.js serve --workspace examples/refund`, in the same folder:
 *
 *     export HANDOFF_TOKEN=$(node dist/cli.js token --bot shop --workspace examples/refund)
 *     node examples/refund/customer.mjs examples/refund/.handoff
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

const store = process.argv[2] ?? '.handoff';
const { url } = JSON.parse(readFileSync(`${store}/bridge.json`, 'utf8'));
const socket = new WebSocket(url, { headers: { authorization: `Bearer ${process.env.HANDOFF_TOKEN}` } });
const [bot, conversation, shown] = ['shop', randomUUID(), new Set()];

let requests = 0;
function send(method, params) {
  requests += 1;
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: requests, method, params }));
}

socket.on('open', () => {
  send('hello', { client: 'customer', version: '1' });
  createInterface({ input: process.stdin }).on('line', (text) => {
    const message = { id: randomUUID(), text, from: { id: 'customer' } };
    send('conversation/message', { bot, conversation, message });
  });
});

socket.on('message', (frame) => {
  const { method, params, error } = JSON.parse(frame);
  if (error) console.error(`${error.data?.code}: ${error.message}`);
  if (method !== 'conversation/say' || params.conversation !== conversation) return;
  // What was not confirmed comes again after a reconnect, under the same id.
  if (!shown.has(params.message.id)) console.log(params.message.text);
  shown.add(params.message.id);
  send('conversation/delivered', { bot, conversation, message: params.message.id });
});

socket.on('error', (error) => console.error(error.message));
socket.on('close', () => process.exit());
