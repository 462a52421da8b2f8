export interface Expression {
  readonly source: string;
}
