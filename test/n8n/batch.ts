import type { Accepted } from '../../sandbox/ledger.ts';
import { eventually, type Sandbox } from './servers';

/** One text: whom and what. */
export interface Row {
	phone: string;
	text: string;
}

/** Rows to a number each, with texts that no other batch has. */
export function rows(count: number, name: string): Row[] {
	return Array.from({ length: count }, (_, index) => ({ phone: `+1415${2_000_000 + index}`, text: `${name} ${index}` }));
}

/** Every text through Heymarket takes a while, so that a batch can be met in its middle. */
export async function slowDown(sandbox: Sandbox, milliseconds: number): Promise<void> {
	await sandbox.addFault({ provider: 'heymarket', times: 'always', fault: { type: 'delay', milliseconds } });
}

/** What the providers have accepted of these rows, known by their texts, in the order of acceptance. */
export async function accepted(sandbox: Sandbox, batch: Row[]): Promise<Accepted[]> {
	const texts = new Set(batch.map(({ text }) => text));
	return (await sandbox.ledger()).accepted.filter(({ marker }) => texts.has(marker));
}

/** Waits until at least so many of these rows were accepted. */
export async function acceptedAtLeast(sandbox: Sandbox, count: number, batch: Row[]): Promise<void> {
	await eventually(`${count} accepted messages`, 120_000, async () =>
		(await accepted(sandbox, batch)).length >= count ? true : undefined,
	);
}

/** Waits until nothing new has arrived for two seconds. @returns what was accepted of these rows by then */
export async function atRest(sandbox: Sandbox, batch: Row[]): Promise<Accepted[]> {
	let seen = -1;
	let since = Date.now();
	return await eventually('rest', 120_000, async () => {
		const { requests, inFlight } = await sandbox.ledger();
		if (requests.length !== seen || inFlight > 0) {
			seen = requests.length;
			since = Date.now();
		}
		return Date.now() - since > 2_000 ? await accepted(sandbox, batch) : undefined;
	});
}
