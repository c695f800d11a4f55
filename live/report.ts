import type { ProviderName } from '../sandbox/provider.ts';
import type { Judged } from './evidence.ts';
import type { Judgement } from './record.ts';

/** What was found out about one provider. */
export interface ProviderReport {
	provider: ProviderName;
	/** Whether it was the provider's own address. */
	isOwnAddress: boolean;
	/** Why nothing was asked. */
	skipped?: string;
	/** Why the tour ended before its end. */
	early?: string;
	requests: Judgement[];
	/** Stops that nothing was asked at, and those at which the node itself made no rows of a good answer. */
	notTried: Array<{ stop: string; reason: string }>;
	unread: string[];
	/** Requests that the door held back. There are none, unless there is a bug. */
	heldBack: string[];
	unknowns: Judged[];
	evidence: Judged[];
	/** What became of the guided send. */
	sent?: string;
}

/** The whole report. */
export interface Report {
	version: string;
	isWhole: boolean;
	providers: ProviderReport[];
}

/** How many requests of a provider differ from its contract. */
export function differing({ requests }: ProviderReport): number {
	return requests.filter(({ differences, failure }) => differences.length > 0 || failure !== undefined).length;
}

/** The report for people. */
export function markdownOf({ version, providers, isWhole }: Report): string {
	const lines = [
		'# Check of the live services',
		'',
		`Version ${version}. ${isWhole ? 'Every tour went to its end.' : 'Not every tour went to its end, so this is a part.'} The answers, with what is somebody’s replaced, stand in the folder answers.`,
		'',
		'| | Requests | As the contract says | Otherwise | Not tried | Unknowns answered | Reported or inferred, and seen |',
		'| --- | --- | --- | --- | --- | --- | --- |',
		...providers.map(summary),
		'',
	];
	return [...lines, ...providers.flatMap(sectionOf)].join('\n');
}

function summary(report: ProviderReport): string {
	const { provider, requests, notTried, unknowns, evidence } = report;
	const seen = (all: Judged[]) => `${all.filter(({ verdict }) => verdict !== 'not seen').length} of ${all.length}`;
	const differ = differing(report);
	return row([provider, requests.length, requests.length - differ, differ, notTried.length, seen(unknowns), seen(evidence)]);
}

function sectionOf(report: ProviderReport): string[] {
	const { provider, isOwnAddress, skipped, early, requests, notTried, unread, heldBack, unknowns, evidence, sent } = report;
	const told = (all: Judged[]) => ['contradicted', 'seen', 'absent', 'confirmed'].flatMap((verdict) => all.filter((each) => each.verdict === verdict));
	if (skipped !== undefined) return [`## ${provider}`, '', skipped, ''];
	const silent = [...unknowns, ...evidence].filter(({ verdict }) => verdict === 'not seen');
	return [
		`## ${provider}`,
		'',
		...(isOwnAddress ? [] : ['Asked at another address than the provider’s own.', '']),
		...(early === undefined ? [] : [`**The tour ended early.** ${early}`, '']),
		...(sent === undefined ? [] : [`Guided send: ${sent}`, '']),
		...(heldBack.length > 0 ? [`**Held back, which is a bug here:** ${heldBack.join(', ')}`, ''] : []),
		...(unread.length > 0 ? [`The node made no rows of: ${unread.join(', ')}.`, ''] : []),
		...table('Answers that differ from the contract', ['Request', 'Where', 'Expected', 'Got', 'Times', 'Change in'], differencesOf(requests)),
		...table('What nobody knew, and is known now', ['Unknown', 'Verdict', 'Answer', 'Change in'], told(unknowns).map(cells)),
		...table('Reported or inferred, and seen now', ['Part', 'Evidence', 'Verdict', 'What was seen', 'Change in'], told(evidence).map(evidenceCells)),
		...table('Not tried', ['Request', 'Why'], notTried.map(({ stop, reason }) => [stop, reason])),
		...folded('Requests', ['Request', 'For', 'Status', 'Answer'], requests.map(({ request, stop, status, failure, answer }) => [request, stop, status ?? failure ?? '', answer])),
		...folded('Not seen', ['Part', 'Why', 'Stands in'], silent.map(({ what, answer, contract }) => [what, answer, contract])),
	];
}

function differencesOf(requests: Judgement[]): Array<Array<string | number>> {
	return requests.flatMap(({ request, stop, status, failure, differences }) => [
		...(failure === undefined ? [] : [[`${request} (${stop})`, '', 'an answer', failure, 1, '']]),
		...differences.map(({ pointer, expected, got, times, contract }) => [`${request} (${stop}), ${status}`, pointer || 'the answer', expected, got, times, contract]),
	]);
}

const cells = ({ what, verdict, answer, contract }: Judged) => [what, verdict, answer, contract];

const evidenceCells = ({ kind, what, evidence, verdict, answer, contract }: Judged) => [`${kind} ${what}`, evidence, verdict, answer, contract];

function table(title: string, heads: string[], rows: Array<Array<string | number>>): string[] {
	if (rows.length === 0) return [`### ${title}`, '', 'None.', ''];
	return [`### ${title}`, '', ...tableOf(heads, rows), ''];
}

function folded(title: string, heads: string[], rows: Array<Array<string | number>>): string[] {
	return ['<details>', `<summary>${title}: ${rows.length}</summary>`, '', ...tableOf(heads, rows), '', '</details>', ''];
}

function tableOf(heads: string[], rows: Array<Array<string | number>>): string[] {
	return [row(heads), row(heads.map(() => '---')), ...rows.map(row)];
}

function row(all: Array<string | number>): string {
	return `| ${all.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
