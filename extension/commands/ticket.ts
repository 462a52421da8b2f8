/** Tickets as people say and type them. Pure. */

/** `H-1042`, `h1042`, `1042`. */
export function isTicket(text: string): boolean {
  return numberOf(text) !== undefined;
}

export function sameTicket(ticket: string, typed: string): boolean {
  const number = numberOf(typed);
  return number !== undefined && numberOf(ticket) === number;
}

function numberOf(text: string): number | undefined {
  const [, digits] = /^(?:h[\s-]?)?(\d{1,9})$/i.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
