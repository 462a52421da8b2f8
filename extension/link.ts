/** Which handoff a link means. It can name one and nothing more: no decision, no person, no address (T25). */

const ADDRESS = /^\/handoff\/([A-Za-z0-9][A-Za-z0-9_.-]{0,127})$/;

/** The id a link names, or nothing: a query or a fragment makes it nothing too. */
export function handoffOfLink(link: { path: string; query: string; fragment: string }): string | undefined {
  return link.query === '' && link.fragment === '' ? ADDRESS.exec(link.path)?.[1] : undefined;
}
