import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** How often each property of each item was read, by item: an expression that names it reads it once each time it is evaluated. */
export type Reads = Array<Record<string, number>>;

/** Items whose properties tell how often they were read. What copies an item as a whole reads every property once more. */
export function observedItems(rows: IDataObject[]): { items: INodeExecutionData[]; reads: Reads } {
	const reads: Reads = rows.map((row) => Object.fromEntries(Object.keys(row).map((name) => [name, 0])));
	const items = rows.map((row, index) => {
		const json: IDataObject = {};
		for (const name of Object.keys(row)) {
			Object.defineProperty(json, name, {
				// Hidden from what walks through all properties, such as a copy; an expression names the one that it wants.
				enumerable: false,
				get() {
					reads[index][name] += 1;
					return row[name];
				},
			});
		}
		return { json };
	});
	return { items, reads };
}

/** The different numbers of times that any property of any item was read. */
export function timesRead(reads: Reads): number[] {
	return [...new Set(reads.flatMap((counts) => Object.values(counts)))].sort((one, other) => one - other);
}

/** Watches for how long this process does not turn, until `stop` tells the longest time and the whole, in milliseconds. */
export function watchTheLoop(): { stop: () => { longest: number; whole: number } } {
	const begun = performance.now();
	let last = begun;
	let longest = 0;
	const look = () => {
		const now = performance.now();
		longest = Math.max(longest, now - last);
		last = now;
	};
	const timer = setInterval(look, 5);
	return {
		stop() {
			look();
			clearInterval(timer);
			return { longest, whole: performance.now() - begun };
		},
	};
}

/** The headers of every request that arrives at a server of this process, in the order in which they arrive. */
export function watchHeaders(): { seen: () => Array<Record<string, string>>; stop: () => void } {
	const seen: Array<Record<string, string>> = [];
	const note = (message: unknown) => {
		const { headers } = (message as { request: IncomingMessage }).request;
		const entries = Object.entries(headers as Record<string, string>).map(([name, value]) => {
			// A token holds the second in which it was made: only that there is one can be compared.
			const isKey = ['authorization', 'x-whippy-key'].includes(name);
			return [name, isKey ? value.replace(/\S+$/, '(key)') : value];
		});
		seen.push(Object.fromEntries(entries) as Record<string, string>);
	};
	subscribe('http.server.request.start', note);
	return { seen: () => seen, stop: () => unsubscribe('http.server.request.start', note) };
}
