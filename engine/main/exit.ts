/** Ends a command with an exit status (CONTRACT, Command line) and, where there is one, a sentence on standard error. */
export class Exit extends Error {
  readonly code: number;
  constructor(code: number, message = '') {
    super(message);
    this.name = 'Exit';
    this.code = code;
  }
}
