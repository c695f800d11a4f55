import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import { providerNames, type ProviderName } from '../sandbox/provider.ts';
import type { Credentials } from '../test/engine/engine.ts';
import { LiveContract } from './contract.ts';
import { openDoor, type Exchange } from './door.ts';
import { judgeEvidence, judgeUnknowns } from './evidence.ts';
import { heymarketFindings } from './findings/heymarket.ts';
import type { Finding } from './findings/seen.ts';
import { whippyFindings } from './findings/whippy.ts';
import { credentialFrom, secretsIn, type Environment } from './keys.ts';
import { judge, written } from './record.ts';
import { Redactor } from './redact.ts';
import { differing, markdownOf, type ProviderReport, type Report } from './report.ts';
import { guidedSend } from './send.ts';
import { shippedOf } from './shipped.ts';
import { runOperation, visitAll, type Tour, type Visit } from './tour.ts';
import { heymarketLeftOut, heymarketTour } from './tour/heymarket.ts';
import { sendookLeftOut, sendookTour } from './tour/sendook.ts';
import type { Stop } from './tour/stops.ts';
import { whippyLeftOut, whippyTour } from './tour/whippy.ts';

/** Where each provider's tour goes, what it leaves out and what it looks for. */
export const TOURS: Record<ProviderName, { stops: Stop[]; leftOut: Record<string, string>; findings: Finding[] }> = {
	heymarket: { stops: heymarketTour, leftOut: heymarketLeftOut, findings: heymarketFindings },
	whippy: { stops: whippyTour, leftOut: whippyLeftOut, findings: whippyFindings },
	sendook: { stops: sendookTour, leftOut: sendookLeftOut, findings: [] },
};

/** What a person chose. */
export interface Choices {
	/** Which providers are asked; all whose keys are set, if it is left out. */
	only?: ProviderName[];
	/** Through which provider the one message is sent. */
	send?: ProviderName;
	/** The folder for the report. */
	folder: string;
	environment: Environment;
	/** Tells the person how it goes on. */
	say: (line: string) => void;
	/** Asks the person; only `yes` is a yes. */
	ask: (question: string) => Promise<string>;
	signal?: AbortSignal;
}

/** Goes on the tours, and writes the report. */
export async function checkLive(choices: Choices): Promise<Report> {
	const { only = [...providerNames], folder, environment, say } = choices;
	const redactor = new Redactor(secretsIn(environment));
	const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
	const report: Report = { version, isWhole: true, providers: [] };
	rmSync(path.join(folder, 'answers'), { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	try {
		for (const name of only) {
			const one = await checkOne(name, choices, redactor);
			report.providers.push(one);
			report.isWhole &&= one.early === undefined;
			say(one.skipped ?? one.early ?? `${name}: ${one.requests.length} requests, ${differing(one)} of them answered otherwise than the contract says`);
		}
	} finally {
		writeFileSync(path.join(folder, 'report.json'), redactor.clean(JSON.stringify(report, null, '\t')));
		writeFileSync(path.join(folder, 'report.md'), redactor.clean(markdownOf(report)));
	}
	return report;
}

async function checkOne(name: ProviderName, choices: Choices, redactor: Redactor): Promise<ProviderReport> {
	const { environment, say } = choices;
	const credential = credentialFrom(name, environment);
	const shipped = await shippedOf(name);
	const upstream = environment[`${name.toUpperCase()}_BASE_URL`]?.trim() || shipped.provider.baseUrl;
	const contract = new LiveContract(name);
	const report: ProviderReport = { provider: name, isOwnAddress: upstream === shipped.provider.baseUrl, requests: [], notTried: [], unread: [], heldBack: [], unknowns: [], evidence: [] };
	if ('missing' in credential) return { ...report, skipped: credential.missing };
	say(`${name}: asking ${report.isOwnAddress ? upstream : 'the address that you set'}`);
	const door = await openDoor(contract, upstream, shipped.isRead);
	const { stops, leftOut, findings } = TOURS[name];
	const tour: Tour = { name, contract, shipped, door, credentials: credentialAt(shipped.provider.credential, credential.good, door.url), stops, found: given(environment), signal: choices.signal, visited: note };
	try {
		const ending = await visitAll(tour);
		report.early = ending?.early;
		for (const { name: stop } of stops) {
			const wasThere = door.exchanges.some((exchange) => exchange.stop === stop) || report.notTried.some((each) => each.stop === stop);
			if (ending && !wasThere) report.notTried.push({ stop, reason: 'The tour had ended' });
		}
		for (const [stop, reason] of Object.entries(leftOut)) report.notTried.push({ stop, reason });
		if (choices.send === name && !ending) report.sent = await sendOne(tour, choices, note);
	} finally {
		await door.close();
		report.unknowns = judgeUnknowns(contract, findings, door.exchanges);
		report.evidence = judgeEvidence(contract, door.exchanges);
	}
	return report;

	function note({ stop, operation, notTried, rows, exchanges }: Visit): void {
		if (notTried !== undefined) report.notTried.push({ stop, reason: notTried });
		const mayBe = stops.find((each) => each.name === stop)?.mayBe ?? [];
		for (const exchange of exchanges) {
			if (exchange.passed) noteExchange(exchange, mayBe);
			else report.heldBack.push(`${exchange.method} ${exchange.operation?.template ?? '(not of the contract)'}`);
		}
		const isGood = exchanges.length > 0 && exchanges.every(({ status = 0 }) => status >= 200 && status < 300);
		if (operation !== undefined && rows === undefined && isGood) report.unread.push(stop);
	}

	function noteExchange(exchange: Exchange, mayBe: readonly number[]): void {
		const { operation, stop, status, failure, method } = exchange;
		const answer = path.join('answers', name, `${String(report.requests.length + 1).padStart(3, '0')} ${stop}.json`);
		const differences = judge(contract, exchange, mayBe);
		report.requests.push({ stop, request: `${method} ${operation!.template}`, operationId: operation!.operationId, status, failure, differences, answer });
		mkdirSync(path.join(choices.folder, path.dirname(answer)), { recursive: true });
		writeFileSync(path.join(choices.folder, answer), redactor.clean(JSON.stringify(written(contract, redactor, exchange), null, '\t')));
	}
}

function credentialAt(type: string, fields: IDataObject, baseUrl: string): Credentials {
	return { [type]: { ...fields, baseUrl, allowedRecipients: '', defaultCountry: '' } } as Credentials;
}

/** What the person gave for reads that no list leads to. */
function given(environment: Environment): Tour['found'] {
	const name = 'CHECK_LIVE_HEYMARKET_SCHEDULED_MESSAGE';
	const id = environment[name]?.trim();
	return new Map(id ? [[name, [{ id }]]] : []);
}

/** Sends the one message, if the person says yes. */
async function sendOne(tour: Tour, { environment, ask }: Choices, note: (visit: Visit) => void): Promise<string> {
	const message = guidedSend(tour.name, environment, tour.found);
	if ('missing' in message) return message.missing;
	const { operation, operationId, parameters, question } = message.good;
	if ((await ask(`${question} Type yes to send it: `)).trim().toLowerCase() !== 'yes') return 'Nothing was sent: you did not say yes.';
	const { door } = tour;
	const before = door.exchanges.length;
	door.stop = operation;
	door.openOnce(operationId);
	const rows = await runOperation(tour, operation, parameters);
	const exchanges = door.exchanges.slice(before);
	note({ stop: operation, operation, rows: rows?.length, exchanges });
	const { status, failure } = exchanges.findLast(({ passed }) => passed) ?? {};
	if (rows !== undefined) return `The provider took it (status ${status}). See whether it arrives, and only once.`;
	if (failure !== undefined) return `No answer came (${failure}). It may have gone out: look whether it arrives.`;
	return status === undefined ? 'Nothing was sent: the node refused it. Check the number or address and the sender.' : `It was refused with status ${status}.`;
}

/** What a person reads at the end. */
export function closing({ providers }: Report, folder: string): { words: string; code: number } {
	const asked = providers.filter(({ skipped }) => skipped === undefined);
	if (asked.length === 0) return { words: 'No provider was asked, since no keys are set. See docs/check-live.md.', code: 1 };
	const early = asked.some((each) => each.early !== undefined);
	return { words: `The report is in ${path.join(folder, 'report.md')}. Read through it before you send it to anybody.`, code: early ? 1 : 0 };
}

