export interface ParseOptions {
  separator?: string;
  trimLeadingSpace?: boolean;
  lazyQuotes?: boolean;
  fieldsPerRecord?: number;
}
export function parse(input: string, options?: ParseOptions): string[][];
