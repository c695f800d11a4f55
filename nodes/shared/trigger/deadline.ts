import { pause } from '../transport/wait';

/** How long a webhook may read before it starts the workflow. Meanwhile n8n holds an environment for expressions of several megabytes. */
const LONGEST_READ_MS = 60_000;

/** So many webhooks of this process may read at the same time; more would need gigabytes. */
const MOST_READING = 50;

let reading = 0;

/**
 * Gives work a signal that ends its waits after a minute, or as soon as it is done.
 * @returns undefined where too many are at it, or where the time is up
 */
export async function withinTime<Made>(work: (signal: AbortSignal, maxWaitMs: number) => Promise<Made>, longestMs = LONGEST_READ_MS): Promise<Made | undefined> {
	if (reading >= MOST_READING) return undefined;
	reading += 1;
	const controller = new AbortController();
	try {
		const timeIsUp = pause(longestMs, controller.signal).then(() => undefined);
		return await Promise.race([work(controller.signal, longestMs), timeIsUp]);
	} finally {
		controller.abort();
		reading -= 1;
	}
}
