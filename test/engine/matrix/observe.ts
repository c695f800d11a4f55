import { stringify } from 'flatted';
import type { IDataObject, IRun, NodeApiError } from 'n8n-workflow';
import { credentials } from '../../../sandbox/credentials.ts';
import { outputOf } from '../engine';
import type { Played } from './cell';
import type { Told } from './rows';
import { requestsFor } from './subjects';
import type { Cell, ItemVerdict, Verdict } from './verdict';

/** Every secret of the sandbox's credentials in the forms in which it could appear: plain, in base64, and as a signed token. */
const secrets = [
	credentials.heymarket.secretKey,
	credentials.heymarket.teamKey,
	credentials.whippy.apiKey,
	credentials.sendook.apiKey,
].flatMap((secret) => [secret, Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('hex')]);

/** The parts of a finished execution that have a secret. */
export function secretsIn({ data }: IRun): string[] {
	const error = data.resultData.error as Error | undefined;
	const whole = [stringify(data), error?.message, error?.stack, String((error as NodeApiError)?.description)].join('\n');
	const found = secrets.filter((secret) => whole.includes(secret)).map(() => 'a secret of the credential');
	return /eyJ[\w-]+\.eyJ/.test(whole) || /Bearer [\w.-]{16,}/.test(whole) ? [...found, 'a bearer token'] : found;
}

const words: Record<string, Told> = { Sent: 'sent', Refused: 'refused', Unknown: 'unknown', 'Not sent': 'notSent' };

/** The sentences about a failed item, with what each says about it. */
const sentences: Array<[RegExp, Told]> = [
	[/ may or may not have /, 'unknown'],
	[/ refused this | did not accept the credential: | pointed to another address, /, 'refused'],
	[/ takes no more | asks to wait until | the next (?:message|change|request) can leave at | limit (?:of this plan )?is used up| could not be (?:reached|read): | answered with a web page instead of data/, 'notSent'],
];

/** What a message says about its item; undefined if it is none of the known sentences. */
function toldBy(message: string): Told | undefined {
	return sentences.find(([words]) => words.test(message))?.[1];
}

/** Reads a description such as `Sent: items 0-1 (ids 7, 8). Not sent: item 2.`. */
function accountOf(description: string): { told: Array<Told | undefined>; ids: string[] } {
	const told: Array<Told | undefined> = [];
	const ids: string[] = [];
	for (const [, word, ranges, listed] of description.matchAll(/(Sent|Refused|Unknown|Not sent): items? ([\d, -]+)(?: \(ids ([^)]*)\))?\./g)) {
		ids.push(...(listed?.split(', ') ?? []));
		for (const range of ranges.split(', ')) {
			const [from, to = from] = range.split('-').map(Number);
			for (let index = from; index <= to; index += 1) told[index] = words[word];
		}
	}
	return { told, ids };
}

function same(one: unknown[], other: unknown[]): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

/** For each item, its requests, and which messages the provider accepted. */
function fromLedger({ ledger, items }: Played): Array<Pick<ItemVerdict, 'requests' | 'accepted'> & { ids: string[] }> {
	return items.map((item) => {
		const accepted = ledger.accepted.filter(({ recipients }) => recipients.includes(item.to));
		return { requests: requestsFor(ledger, item).length, accepted: accepted.length, ids: accepted.map(({ messageId }) => messageId) };
	});
}

/** What the error that ended a run says about each item. */
function toldByError(cell: Cell, played: Played, error: NodeApiError): Pick<Verdict, 'items' | 'stopped' | 'faults'> {
	const description = String(error.description ?? '');
	const faults: string[] = [];
	const known = fromLedger(played);
	const item = Number(/\[item (\d)\]$/.exec(error.message)?.[1]);
	if (error.context?.itemIndex !== item) faults.push(`n8n marks item ${String(error.context?.itemIndex)}, the message names ${item}`);
	const { told, ids } = accountOf(description);
	// This one sentence is about all items.
	const isNothing = description.startsWith('Nothing was sent.');
	const others = cell.effect === 'read' ? 'unsaid' : isNothing ? 'notSent' : undefined;
	const struck = toldBy(error.message);
	const items = known.map(({ requests, accepted }, index) => ({
		told: (others === undefined ? told[index] : index === item ? struck : others) as Told,
		requests,
		accepted,
	}));
	const sentIds = known.flatMap((one, index) => (items[index].told === 'sent' ? one.ids : []));
	if (!same(ids, sentIds)) faults.push(`told IDs ${ids.join(', ')}, the provider gave ${sentIds.join(', ')}`);
	if (isNothing && played.ledger.accepted.length > 0) faults.push('something was sent after all');
	if (outputOf(played.execution, 'Node').flat().length > 0) faults.push('a stopped run has output');
	const answered = requestsFor(played.ledger, played.items[item] ?? played.items[0]).map(({ requestId }) => requestId);
	const shownId = /Request ID ([\w-]+)\./.exec(description)?.[1];
	if (shownId !== undefined && !answered.includes(shownId)) faults.push('the Request ID is not the provider’s');
	const needsId = cell.provider === 'heymarket' && cell.row[cell.effect].status !== undefined;
	if (needsId && shownId === undefined) faults.push('no Request ID');
	return {
		items,
		stopped: {
			item,
			status: error.httpCode ? Number(error.httpCode) : null,
			...(cell.row.words !== undefined && { hasWords: error.message.includes(cell.row.words) }),
		},
		faults,
	};
}

/** What a run's output says about each item. */
function toldByOutput(cell: Cell, played: Played): Pick<Verdict, 'items' | 'faults'> {
	const faults: string[] = [];
	const known = fromLedger(played);
	const [success = [], failed = []] = outputOf(played.execution, 'Node');
	const output = [...success, ...failed];
	const pairs = [success, failed].map((rows) => rows.map(({ pairedItem }) => (pairedItem as { item: number }).item));
	for (const list of pairs) if (!same(list, list.toSorted())) faults.push(`items out of order: ${list.join(', ')}`);
	const items = played.items.map((item, index): ItemVerdict => {
		const rows = output.filter(({ pairedItem }) => (pairedItem as { item: number }).item === index);
		const { requests, accepted, ids } = known[index];
		if (rows.length === 0) faults.push(`no output for item ${index}`);
		const failure = rows.find(({ json }) => json.error !== undefined);
		if (!failure) {
			const [receipt] = rows.map(({ json }) => json);
			const isUnreadable = cell.row.after === true && receipt?.success === true;
			const told = String(receipt?.id ?? receipt?._id);
			if (cell.effect === 'send' && !ids.includes(told) && !isUnreadable) faults.push(`item ${index} has another receipt: ${told}`);
			return { told: 'sent', requests, accepted };
		}
		if (rows.length !== 1) faults.push(`item ${index} failed and has ${rows.length} outputs`);
		const { error, ...rest } = failure.json as { error: IDataObject };
		const isErrorOutput = cell.column.onError === 'continueErrorOutput';
		if (isErrorOutput !== failed.includes(failure)) faults.push(`item ${index} is on the wrong output`);
		const merged = isErrorOutput ? Object.entries(item) : [];
		if (!same(Object.entries(rest), merged)) faults.push(`item ${index} carries ${Object.keys(rest).join(', ')}`);
		if (!String(error.message).endsWith(`[item ${index}]`)) faults.push(`the message does not name item ${index}`);
		const { words } = cell.row;
		if (index === cell.column.struck && words !== undefined && !String(error.message).includes(words)) {
			faults.push(`not the provider’s words: ${String(error.message)}`);
		}
		const requestIds = requestsFor(played.ledger, item).map(({ requestId }) => requestId);
		return {
			told: error.outcome === 'not_sent' ? 'notSent' : (error.outcome as Told),
			requests,
			accepted,
			error: {
				code: String(error.code),
				outcome: String(error.outcome),
				provider: String(error.provider),
				status: (error.status as number | undefined) ?? null,
				requestId: error.requestId === undefined ? 'none' : requestIds.includes(String(error.requestId)) ? 'the answer’s' : 'foreign',
				retryAfter: error.retryAfter === undefined ? 'none' : Date.parse(String(error.retryAfter)) > Date.now() ? 'a time to come' : 'past',
			},
		};
	});
	return { items, faults };
}

/** Whether the struck item's second request came only after the wait that the provider asked for. */
function waitedIn({ row, column }: Cell, { ledger, items }: Played): boolean {
	const [first, second] = requestsFor(ledger, items[column.struck]);
	return second !== undefined && second.receivedAt - first.receivedAt >= row.waits!;
}

/** What happened in a cell, by the ledger, and what the person was told. */
export function observe(cell: Cell, played: Played): Verdict {
	const { execution, ledger, connections } = played;
	const error = execution.data.resultData.error as NodeApiError | undefined;
	const { faults, ...told } = error ? toldByError(cell, played, error) : toldByOutput(cell, played);
	return {
		...told,
		...(connections !== undefined && { connections }),
		...(cell.row.waits !== undefined && { waited: waitedIn(cell, played) }),
		faults: [
			...faults,
			...secretsIn(execution),
			...ledger.violations.map(({ kind, detail }) => `${kind}: ${detail}`),
			...ledger.overlaps.map(({ recipient }) => `two requests at once for ${recipient}`),
			...strangers(played),
		],
	};
}

/** Accepted messages that belong to no item of the run. */
function strangers({ ledger, items }: Played): string[] {
	const own = items.map(({ to }) => to);
	return ledger.accepted.flatMap(({ recipients }) => (recipients.length > 0 && recipients.every((one) => own.includes(one)) ? [] : [`sent to ${recipients.join(', ')}`]));
}
