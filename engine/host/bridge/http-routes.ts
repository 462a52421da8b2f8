/** The bridge's pages. GET and HEAD only, and neither changes anything (T4, I7). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Doors } from './doors.ts';
import { statusPage } from './status-page.ts';

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

interface Page {
  status: number;
  type: string;
  body: string;
}

export function createHttpRoutes(options: { doors: Doors; version: string; onRefused(why: string): void }) {
  const pages: ReadonlyMap<string, Page> = new Map([
    ['/', { status: 200, type: 'text/html; charset=utf-8', body: statusPage(options.version) }],
    ['/healthz', { status: 200, type: 'application/json', body: '{"ok":true}' }],
  ]);
  const missing: Page = { status: 404, type: 'text/plain; charset=utf-8', body: 'not found\n' };
  const refused: Page = { status: 403, type: 'text/plain; charset=utf-8', body: 'refused\n' };

  return (request: IncomingMessage, response: ServerResponse): void => {
    const why = options.doors.refusal(request.rawHeaders);
    if (why !== undefined) options.onRefused(why);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const page = why !== undefined ? refused : (reads && pages.get(request.url ?? '')) || missing;
    response.writeHead(page.status, {
      ...HEADERS,
      'Content-Type': page.type,
      'Content-Length': Buffer.byteLength(page.body),
      ...(!reads && { Connection: 'close' }),
    });
    response.end(request.method === 'HEAD' ? undefined : page.body);
  };
}
