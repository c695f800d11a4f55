/** The name and the version of this package. The build puts them in (scripts/build/transpile.js). */
declare const SHARED_INBOX_PACKAGE: string;

/**
 * What this package calls itself in each of its requests, so that a provider can tell whose they are. It doesn't say which n8n
 * makes them.
 */
export const userAgent = SHARED_INBOX_PACKAGE;
