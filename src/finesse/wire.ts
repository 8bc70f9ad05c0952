/**
 * What no public document settles about Finesse's answers and events, in one place. Each entry says what it rests on; when a real system
 * proves one wrong, this is the only file to change.
 */
export const unconfirmed = {
  /** How far a stamp may lie ahead of the measured server clock before it counts as unreadable; ms. Our choice. */
  futureTolerance: 5_000,
  /** A stamp older than this shows as unknown; ms. Our choice: no call or state of a shift is older. */
  oldestStamp: 24 * 3_600_000,
  /**
   * A leg may ring so long before the news of the call it belongs to; ms. That a call which can't reach its device shows
   * as RESERVED and then as a Not Ready that the system set, or for a call of one's own as FAILED, is our reading of the
   * state tables; which reason code and `stateCause` come with it is not public, so neither is looked at.
   */
  legBeforeNews: 2_000,
} as const;

/** Documented: REST requests of the vendor's own library give up after this; ms (Finesse JavaScript library). */
export const requestTimeout = 5_000;

/**
 * Paths and names of the wider interface that public documents do not give, or give in one place only. Beside
 * {@link unconfirmed}, and not in it, so that the desk does not load what it does not ask for.
 */
export const unconfirmedApi = {
  /** The guide names the request ("Get List of Devices for Extension") and not its path. */
  devices: (extension: string) => `Devices?extension=${encodeURIComponent(extension)}`,
  /** From a published list of the interface. */
  teamMessages: (teamId: string) => `Team/${encodeURIComponent(teamId)}/TeamMessages`,
  /** The guide writes `TeamMessage` in its text and `TeamMessages` in one example. */
  teamMessage: 'TeamMessage',
  /** That what a `Range` counts are contacts, and that pages may be 1,000 long: our reading of the guide. */
  rangeUnit: 'objects',
  /** The guide gives 1 to 6000 as the range there is. */
  lastObject: 6_000,
} as const;
