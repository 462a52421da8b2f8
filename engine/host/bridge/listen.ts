import type { Server } from 'node:http';

const TAKEN: ReadonlySet<string> = new Set(['EADDRINUSE', 'EACCES']);

/**
 * Listens on 127.0.0.1 (T18) at that port; where it is taken, at a free one.
 * @returns the port in use
 */
export async function listen(server: Server, port: number): Promise<number> {
  try {
    return await listenAt(server, port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!TAKEN.has(code)) throw error;
    return listenAt(server, 0);
  }
}

function listenAt(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the server has no port'));
    });
  });
}
