/** To be called between small pieces of long work: a promise to await at once where it is time for a turn. */
export type Pace = () => Promise<void> | undefined;
