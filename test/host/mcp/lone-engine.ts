/** Started by the test of kill -9: starts a child and stays. */
import { mcpTools } from '../../../engine/host/mcp/mcp-tools.ts';

const odd = { command: process.execPath, args: ['odd-server.mjs'], env: { WITNESS: `\${env:WITNESS}` } };
const tools = mcpTools({ servers: () => ({ odd }), cwd: import.meta.dirname });
await tools.ready(['odd']);
process.stdout.write('ready\n');
