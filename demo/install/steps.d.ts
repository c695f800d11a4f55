/** A reason that keeps the demo from starting, in words for the person at the command line. */
export class CannotStart extends Error {}

/** Does one step of the start and shows it with its seconds; see steps.js. */
export function step<T>(title: string, work: (note: (text: string) => void) => Promise<T> | T): Promise<T>;
