import { sleep } from 'n8n-workflow';
import { passed } from './wait';

/** After so many milliseconds of work there is a break, so that n8n can answer its editor and its health checks. */
const LONGEST_WORK_MS = 10;

let startedAt = 0;

/** The break that is under way. All runs share it: with a break each, ten runs would hold one another up. */
let pausing: Promise<void> | undefined;

/**
 * Lets the rest of n8n work for a moment, if this process has worked on items for long enough. Call it between two items.
 *
 * @returns undefined if no break is due; so a caller with thousands of items needn't wait after each of them
 */
export function breathe(): Promise<void> | undefined {
	if (!pausing && passed() - startedAt >= LONGEST_WORK_MS) {
		pausing = sleep(0).then(() => {
			pausing = undefined;
			startedAt = passed();
		});
	}
	return pausing;
}
