/** One entry of `mcpServers` as far as connecting needs it. `${env:NAME}` is still in there. */
export interface ChildServer {
  command: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** A server reached over streamable HTTP. */
export interface RemoteServer {
  url: string;
  headers?: Readonly<Record<string, string>>;
}

export type McpServerConfig = ChildServer | RemoteServer;
