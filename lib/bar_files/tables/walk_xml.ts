/**
 * The elements of XML, one after the other.
 * @module
 */
import { Parser } from "saxen";

/** The values of an element's attributes, by their names as they stand there. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** What is called for what is found; names of elements are without a prefix. */
interface WalkXmlOptions {
  readonly open?: (element: { readonly name: string; readonly attributes: Attributes }) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Goes through XML. Throws a RangeError for what is none; a RangeError that is thrown on the way is passed on. */
export function walkXml(xml: string, { open, close, text }: WalkXmlOptions): void {
  const bare = (name: string) => name.slice(name.indexOf(":") + 1);
  let failure: Error | undefined;
  // What types it has leave open whether its methods exist.
  const parser = new Parser();
  parser.on?.("openTag", (element: string, read: () => Attributes, decode: (text: string) => string) => {
    const attributes: Record<string, string> = {};
    for (const [name, value] of Object.entries(read())) attributes[name] = decode(value ?? "");
    open?.({ name: bare(element), attributes });
  });
  parser.on?.("closeTag", (element: string) => close?.(bare(element)));
  parser.on?.("text", (value: string, decode: (text: string) => string) => text?.(decode(value)));
  parser.on?.("cdata", (value: string) => text?.(value));
  parser.on?.("error", (error: Error) => failure ??= error);
  parser.parse?.(xml);
  if (failure === undefined) return;
  if (failure instanceof RangeError) throw failure;
  throw new RangeError(`The workbook is damaged: ${failure.message}`, { cause: failure });
}
