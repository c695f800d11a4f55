import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type * as pacing from '../../nodes/shared/transport/pace';
import type { Provider } from '../../nodes/shared/provider';
import { PACKAGE } from '../engine/engine';
import { operations } from './operations';

/**
 * Records when each request of one account left, and how long the provider asked to wait. It is recorded inside the built
 * package, at the moment of leaving. The times of arrival would not do: they depend on this computer, which is sender and
 * provider at once.
 */
export interface Places {
	/** Milliseconds since 1970. */
	taken: number[];
	told: Array<{ at: number; milliseconds: number }>;
}

const built = (file: string) => jest.requireActual<Record<string, unknown>>(path.join(process.cwd(), 'dist/nodes', file));
const files = { heymarket: 'Heymarket', whippy: 'Whippy', sendook: 'Sendook' } as const;

/**
 * Begins to record the slots that an operation's requests take of the first limit that covers them.
 *
 * @param credentials as `credentialsFor` makes them; a limit belongs to a base URL and an account
 * @throws Error if the built package no longer has the functions that this replaces
 */
export function notePlaces(name: string, credentials: Record<string, IDataObject>): Places {
	const { provider, kind } = operations[name];
	const own = built(`${files[provider]}/provider.js`)[provider] as Provider;
	const { pacesFor } = built('shared/transport/pace.js') as typeof pacing;
	const method = kind === 'send' ? 'POST' : 'GET';
	const [pace] = pacesFor(own, credentials[own.credential] as never, { method, path: '', effect: kind });
	const inside = pace as unknown as { record(start: number, first?: boolean): () => void; pauseFor(milliseconds: number): void };
	const { record, pauseFor } = inside;
	if (!record || !pauseFor) throw new Error(`${PACKAGE} keeps its pace in another way; this test has to look there`);
	const places: Places = { taken: [], told: [] };
	inside.record = (start, first) => {
		places.taken.push(Date.now());
		return record.call(pace, start, first);
	};
	inside.pauseFor = (milliseconds) => {
		places.told.push({ at: Date.now(), milliseconds });
		pauseFor.call(pace, milliseconds);
	};
	return places;
}
