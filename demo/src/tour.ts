import type { Accepted, LedgerSnapshot } from '../../sandbox/ledger.ts';
import { type Execution, failureOf, outputOf } from './n8nApi.ts';

/** The file of the workflow that the demo runs. */
export const TOUR_FILE = 'shared-inbox-tour.json';

interface Station {
	node: string;
	provider: Accepted['provider'];
	/** The key of the message's ID in the answer to a send; missing if the node reads. */
	sentId?: string;
	/** For a node that reads: whether its output has what the nodes before it sent. */
	readsBack?: (output: Row[], sent: (node: string) => Row) => boolean;
}

type Row = Record<string, unknown>;

const STATIONS: Station[] = [
	{ node: 'Text a customer', provider: 'heymarket', sentId: 'id' },
	{
		node: 'Read the texts with them',
		provider: 'heymarket',
		readsBack: (output, sent) => output[0]?.id === sent('Text a customer').id,
	},
	{ node: 'Email a customer', provider: 'sendook', sentId: '_id' },
	{
		node: 'Find a customer’s question',
		provider: 'sendook',
		readsBack: ([found]) => found?.subject === 'Where is my order?',
	},
	{ node: 'Reply to the question', provider: 'sendook', sentId: '_id' },
	{
		node: 'Read the reply',
		provider: 'sendook',
		readsBack: ([reply], sent) => reply?._id === sent('Reply to the question')._id,
	},
	{ node: 'Text through Whippy', provider: 'whippy', sentId: 'id' },
	{ node: 'Email through Whippy', provider: 'whippy', sentId: 'id' },
	{
		node: 'Read the conversation',
		provider: 'whippy',
		readsBack: ([conversation], sent) => {
			const messages = (conversation?.messages ?? []) as Row[];
			return messages.some(({ id }) => id === sent('Email through Whippy').id);
		},
	},
];

/** What one node of the tour sent or read, and what is wrong with that. */
export interface StationReport {
	node: string;
	/** In one line: `to 14155550134: "Hello Bob", ID 9001`. */
	happened: string;
	/** Undefined if n8n's output and the sandbox's ledger agree. */
	wrong?: string;
}

/** The first line of a text, in quotation marks. */
function quoted(text: unknown): string {
	return `"${String(text).split('\n')[0]}"`;
}

/** Compares a message that n8n says was sent with the sandbox's ledger. */
function sentReport({ node, provider, sentId = 'id' }: Station, output: Row[], ledger: LedgerSnapshot): StationReport {
	const id = String(output[0]?.[sentId] ?? '');
	const [accepted, ...again] = ledger.accepted.filter((row) => row.provider === provider && row.messageId === id);
	if (!accepted) return { node, happened: `ID ${id}`, wrong: 'n8n says it was sent, and the sandbox did not get it' };
	return {
		node,
		happened: `to ${accepted.recipients.join(', ')}: ${quoted(accepted.marker)}, ID ${id}`,
		...(again.length > 0 && { wrong: `the sandbox got it ${again.length + 1} times` }),
	};
}

function readReport({ node, readsBack }: Station, output: Row[], execution: Execution): StationReport {
	const sent = (sender: string) => outputOf(execution, sender)[0] ?? {};
	const [first] = output;
	const words = first?.text ?? first?.subject ?? (first?.messages as Row[] | undefined)?.at(-1)?.body ?? '';
	const happened = `${output.length} ${output.length === 1 ? 'item' : 'items'}, the first: ${quoted(words)}`;
	return { node, happened, ...(!readsBack?.(output, sent) && { wrong: 'what was expected is not there' }) };
}

/**
 * Compares the output of each node of the tour with what the sandbox accepted.
 *
 * @param ledger the sandbox's ledger, with the requests of the tour only
 * @returns a report for each node, and one for everything else that is wrong
 */
export function reportOnTour(execution: Execution, ledger: LedgerSnapshot): StationReport[] {
	const reports = STATIONS.map((station): StationReport => {
		const output = outputOf(execution, station.node);
		if (output.length === 0) return { node: station.node, happened: 'no output', wrong: 'it did not run' };
		return station.sentId ? sentReport(station, output, ledger) : readReport(station, output, execution);
	});
	const failure = failureOf(execution);
	if (failure) {
		const { node = 'The workflow', message, description } = failure;
		reports.push({ node, happened: 'stopped', wrong: [message, description].filter(Boolean).join(' ') });
	}
	const sends = STATIONS.filter(({ sentId }) => sentId).length;
	if (ledger.accepted.length !== sends) {
		const wrong = `${sends} nodes send, and the sandbox accepted ${ledger.accepted.length} messages`;
		reports.push({ node: 'The sandbox', happened: 'counted', wrong });
	}
	for (const { provider, kind, detail } of ledger.violations) {
		reports.push({ node: 'The sandbox', happened: `saw a violation at ${provider}`, wrong: `${kind}: ${detail}` });
	}
	return reports;
}
