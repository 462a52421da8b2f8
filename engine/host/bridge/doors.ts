/**
 * Who may knock: exact lists of Host and Origin, checked on every route and before a socket is accepted
 * (T1, T2, T3). A browser cannot leave out its Origin, so a client without one is no web page.
 */

export interface Doors {
  /** Why this request is turned away, or nothing. `rawHeaders` as Node gives them. */
  refusal(rawHeaders: readonly string[]): string | undefined;
}

export interface DoorOptions {
  port: number;
  /** May change while the engine runs. */
  publicUrl(): string | undefined;
}

export function createDoors({ port, publicUrl }: DoorOptions): Doors {
  const ownHosts = [`127.0.0.1:${port}`, `localhost:${port}`];

  return {
    refusal(rawHeaders) {
      const shared = parsedUrl(publicUrl());
      const hosts = shared ? [...ownHosts, shared.host] : ownHosts;
      const [host, ...otherHosts] = valuesOf(rawHeaders, 'host');
      if (host === undefined || otherHosts.length > 0 || !hosts.includes(host)) return 'host not allowed';

      const origins = ownHosts.map((own) => `http://${own}`).concat(shared ? shared.origin : []);
      const [origin, ...otherOrigins] = valuesOf(rawHeaders, 'origin');
      if (otherOrigins.length > 0) return 'origin not allowed';
      if (origin !== undefined && !origins.includes(origin)) return 'origin not allowed';
      return crossSite(rawHeaders) ? 'cross-site request' : undefined;
    },
  };
}

/** Following a link from elsewhere is fine; being fetched, embedded or framed by another site is not. */
function crossSite(rawHeaders: readonly string[]): boolean {
  const [site] = valuesOf(rawHeaders, 'sec-fetch-site');
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  const [mode] = valuesOf(rawHeaders, 'sec-fetch-mode');
  const [destination] = valuesOf(rawHeaders, 'sec-fetch-dest');
  return mode !== 'navigate' || destination !== 'document';
}

export function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name);
}

function parsedUrl(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}
