/** The value of an option, and its place among the values of the options that belong together. */
export interface PlacedText {
  readonly text: string;
  readonly place: number;
}

/** Makes what collects the values of several options in the order in which they are written. */
export function createPlacedCollector(): (text: string, previous?: PlacedText[]) => PlacedText[] {
  let place = 0;
  return (text, previous = []) => [...previous, { text, place: place++ }];
}
