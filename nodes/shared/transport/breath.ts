import { sleep } from 'n8n-workflow';
import { passed } from './wait';

/** Work goes on for so long before others have their turn: n8n answers its editor and its health checks in between. */
const LONGEST_WORK_MS = 10;

let startedAt = 0;

/** The break that is under way. All share it: ten runs that each took a break of their own would stop one another's work. */
let pausing: Promise<void> | undefined;

/**
 * Lets the rest of n8n have its turn, where this process has worked for long enough. To be called between two items.
 *
 * @returns undefined where no break is due: then a caller that has thousands of items need not wait for each of them
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
