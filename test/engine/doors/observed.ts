import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** How often each property of each item was read. An expression reads the property that it names once for each evaluation. */
export type Reads = Array<Record<string, number>>;

/** Items that count how often their properties are read. */
export function observedItems(rows: IDataObject[]): { items: INodeExecutionData[]; reads: Reads } {
	const reads: Reads = rows.map((row) => Object.fromEntries(Object.keys(row).map((name) => [name, 0])));
	const items = rows.map((row, index) => {
		const json: IDataObject = {};
		for (const name of Object.keys(row)) {
			Object.defineProperty(json, name, {
				// Not enumerable, so that a copy of the item doesn't read it. An expression reads it by name.
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

/** How often properties were read: each number that occurs, once. */
export function timesRead(reads: Reads): number[] {
	return [...new Set(reads.flatMap((counts) => Object.values(counts)))].sort((one, other) => one - other);
}

/** Measures for how long the event loop is blocked. `stop` gives the longest block and the whole time, in milliseconds. */
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

/** Records the headers of every request that arrives at a server in this process, in the order of their arrival. */
export function watchHeaders(): { seen: () => Array<Record<string, string>>; stop: () => void } {
	const seen: Array<Record<string, string>> = [];
	const note = (message: unknown) => {
		const { headers } = (message as { request: IncomingMessage }).request;
		const entries = Object.entries(headers as Record<string, string>).map(([name, value]) => {
			// A token depends on the second in which it is made, so the test only compares whether there is one.
			const isKey = ['authorization', 'x-whippy-key'].includes(name);
			return [name, isKey ? value.replace(/\S+$/, '(key)') : value];
		});
		seen.push(Object.fromEntries(entries) as Record<string, string>);
	};
	subscribe('http.server.request.start', note);
	return { seen: () => seen, stop: () => unsubscribe('http.server.request.start', note) };
}
