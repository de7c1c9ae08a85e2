export interface StringifyOptions {
  headers?: boolean;
  separator?: string;
  columns?: readonly string[];
}
export function stringify(data: readonly unknown[], options?: StringifyOptions): string;
