import type { Accepted } from '../../sandbox/ledger.ts';
import { eventually, type Sandbox } from './servers';

/** One text: its recipient and its words. */
export interface Row {
	phone: string;
	text: string;
}

/** Rows with different numbers, and with texts that no other batch has. */
export function rows(count: number, name: string): Row[] {
	return Array.from({ length: count }, (_, index) => ({ phone: `+1415${2_000_000 + index}`, text: `${name} ${index}` }));
}

/** Makes every text through Heymarket take a while, so that a test can do something in the middle of a batch. */
export async function slowDown(sandbox: Sandbox, milliseconds: number): Promise<void> {
	await sandbox.addFault({ provider: 'heymarket', times: 'always', fault: { type: 'delay', milliseconds } });
}

/** The accepted messages of these rows, in the order of acceptance. They are recognised by their texts. */
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
