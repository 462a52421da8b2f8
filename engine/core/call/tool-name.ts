/** `server__tool`, split at the first `__` (CONTRACT, Values). */
export function splitTool(toolName: string): [server: string, tool: string] {
  const at = toolName.indexOf('__');
  return at < 0 ? ['', toolName] : [toolName.slice(0, at), toolName.slice(at + 2)];
}
