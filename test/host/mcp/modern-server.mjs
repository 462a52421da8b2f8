// A server that only speaks the newest revision of the protocol.
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

serveStdio(
  () => {
    const server = new McpServer({ name: 'modern', version: '1.0.0' });
    server.registerTool('double', { inputSchema: z.object({ of: z.number() }) }, ({ of }) => ({
      content: [],
      structuredContent: { double: of * 2 },
    }));
    return server;
  },
  { legacy: 'reject' },
);
