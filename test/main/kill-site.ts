/** A payment service as an MCP server over HTTP that takes its time, outlives the engine, and counts every call. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

export interface Payment {
  readonly order: string;
  /** The idempotency key that the call carried: the id of its effect. */
  readonly key: string;
}

export interface PaymentSite {
  /** For `mcpServers`. */
  readonly url: string;
  /** Calls as they arrived. */
  readonly calls: readonly Payment[];
  close(): void;
}

/** @param takesMs how long the next call takes, in milliseconds */
export async function paymentSite(takesMs: () => number): Promise<PaymentSite> {
  const calls: Payment[] = [];
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'payments', version: '1.0.0' });
    server.registerTool(
      'create_refund',
      { inputSchema: z.object({ order_id: z.string(), amount: z.number() }) },
      async ({ order_id }, { mcpReq }) => {
        calls.push({ order: order_id, key: String(mcpReq._meta?.['handoff/idempotencyKey']) });
        await pause(takesMs());
        return { content: [], structuredContent: { refund_id: `re_${calls.length}` } };
      },
    );
    return server;
  });
  const http = createServer(async (request, response) => {
    const { method = 'GET', headers } = request;
    const body = await bodyOf(request);
    const answered = await handler.fetch(
      new Request(`http://${headers.host}${request.url}`, {
        method,
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]),
        ...(method === 'POST' && { body }),
      }),
    );
    response.writeHead(answered.status, [...answered.headers].flat());
    if (answered.body) for await (const chunk of answered.body) response.write(chunk);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`,
    calls,
    close() {
      http.closeAllConnections();
      http.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
