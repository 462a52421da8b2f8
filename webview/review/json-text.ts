/**
 * Lays JSON text out over lines without parsing it: the bytes that will be sent are the bytes that are shown, with
 * white space added between tokens only (I8). Duplicate keys and large numbers therefore stay visible as they are.
 */

/** The text as it is where it is short, else indented by two spaces a level. */
export function layOut(json: string, width = 60): string {
  return json.length <= width ? json : indent(json);
}

function indent(json: string): string {
  let out = '';
  let depth = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\s+|"/g)) {
    if (/^\s+$/.test(token)) continue;
    switch (token) {
      case '{':
      case '[':
        depth += 1;
        out += token + line(depth);
        break;
      case '}':
      case ']':
        depth = Math.max(0, depth - 1);
        out += line(depth) + token;
        break;
      case ',':
        out += token + line(depth);
        break;
      case ':':
        out += ': ';
        break;
      default:
        out += token;
    }
  }
  return out.replace(/([{[])\s+([}\]])/g, '$1$2');
}

function line(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}
