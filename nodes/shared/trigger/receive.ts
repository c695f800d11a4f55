import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { downloadAttachments, fileHosts } from '../form/files';
import { downloadAll, LONGEST_SHOWN } from '../transport/download';
import { attempt } from '../values/invalid';
import { askerIn, checkPerson, chosenKinds, dealtWithIf, identityOf, ifUnknown, isSample, itemOf, kindOf, onlyIfNobodyAnswered, sampleItem, settingsOf, unread, type Ask, type PersonSettings, type ReportedEvent, type Settings, type Starting } from './index';
import { withinTime } from './deadline';
import type { TriggerDeclaration } from './declaration';
import { forget, onlyNew, remember, UNTRUSTED_MS, type Place } from './once';
import { passesFilters } from './passes';
import { postIn } from './post';

/** The status of the answer, and what starts the workflow. */
interface Judged {
	status: 200 | 400 | 401 | 413 | 500;
	events: Starting[];
}

/**
 * Answers one post and starts the workflow where it should. The answer is always this function's own: where n8n answers, it
 * never saves what a trigger remembers. Nothing that anybody posts makes it throw.
 */
export async function receive(context: IWebhookFunctions, declaration: TriggerDeclaration): Promise<IWebhookResponseData> {
	const response = context.getResponseObject();
	if (isSample(context)) {
		response.status(200).end();
		return started([{ json: sampleItem(declaration, chosenKinds(context, declaration.events)[0]) }]);
	}
	let judged: Judged;
	try {
		judged = await judge(context, declaration);
	} catch (thrown) {
		// Such as an expression in a filter that fails. The provider may post it again, when somebody has corrected it.
		context.logger.warn(`A post of ${declaration.provider.name} was not taken: ${thrown instanceof Error ? thrown.message : 'for an unknown reason'}`);
		judged = { status: 500, events: [] };
	}
	response.status(judged.status).end();
	try {
		const events = judged.events.length === 0 ? [] : await afterReads(context, declaration, judged.events);
		return started(await Promise.all(events.map(async (starting) => await withFiles(context, declaration, starting))));
	} catch (thrown) {
		// Such as an expression in an option that fails. The answer has left already.
		context.logger.warn(`An event of ${declaration.provider.name} started nothing: ${thrown instanceof Error ? thrown.message : 'for an unknown reason'}`);
		return started([]);
	}
}

/** An event as an item, with its files where a person wants them. Of a file that can't be had, the item says why. */
async function withFiles(context: IWebhookFunctions, { filesOf }: TriggerDeclaration, starting: Starting): Promise<INodeExecutionData> {
	const json = itemOf(starting);
	const addresses = filesOf?.(starting.event) ?? [];
	const settings = settingsOf(context);
	if (addresses.length === 0 || settings.of(downloadAttachments) !== true) return { json };
	const fetched = await withinTime(async (signal) => await downloadAll(context, addresses, settings.of(fileHosts), signal));
	const { binary, missing } = fetched ?? { binary: {}, missing: addresses.map((address) => `${String(address).slice(0, LONGEST_SHOWN)} was given up: the files of this event took longer than a minute, or too many came at once`) };
	return { json: { ...json, ...(missing.length > 0 && { filesNotFetched: missing }) }, ...(Object.keys(binary).length > 0 && { binary }) };
}

function started(items: INodeExecutionData[]): IWebhookResponseData {
	return { noWebhookResponse: true, ...(items.length > 0 && { workflowData: [items] }) };
}

async function judge(context: IWebhookFunctions, declaration: TriggerDeclaration): Promise<Judged> {
	const { provider, verify, read } = declaration;
	const nothing = (status: Judged['status']): Judged => ({ status, events: [] });
	const came = postIn(context, declaration.largestPost);
	if ('unusable' in came) return nothing(came.unusable);
	const now = Date.now();
	const settings = settingsOf(context);
	const isGenuine = await verify(came.good, { credentials: async () => await context.getCredentials(provider.credential), settings, now });
	if (!isGenuine) return nothing(401);
	// What a stranger posts may have any shape.
	const events = came.good.parts.map((part) => attempt(() => read(part)).good);
	if (events.includes(undefined)) return nothing(400);
	const wanted = events.filter((event): event is ReportedEvent => typeof event === 'object').flatMap((event) => wantedEvent(context, declaration, event, settings));
	if (wanted.length === 0) return nothing(200);
	const isUntrusted = declaration.readBack?.isOn(settings) === true;
	const reported = isUntrusted ? wanted.map((one) => ({ ...one, identity: { ...one.identity, forMs: UNTRUSTED_MS } })) : wanted;
	return { status: 200, events: onlyNew(reported, ...memoryOf(context), now) };
}

/** Whose events are told apart, and where they are saved. */
function memoryOf(context: IWebhookFunctions): [place: Place, saved: IDataObject] {
	const isTest = context.getMode() === 'manual';
	const place = { workflow: String(context.getWorkflow().id), node: context.getNode().id, isTest };
	return [place, isTest ? {} : context.getWorkflowStaticData('node')];
}

/** An event that a person chose and that no filter keeps out. */
function wantedEvent(context: IWebhookFunctions, { events, otherEvents, filters }: TriggerDeclaration, event: ReportedEvent, settings: Settings): Starting[] {
	const kind = kindOf(event, chosenKinds(context, events));
	const isOther = !kind && otherEvents !== undefined && (settings.of(otherEvents) ?? []).includes(event.wire);
	if (!kind && !isOther) return [];
	return passesFilters(event, filters, settings) ? [{ event, kind, identity: identityOf(event, kind) }] : [];
}

/** The events that are left when the provider was asked about them. The post has its answer already. */
async function afterReads(context: IWebhookFunctions, declaration: TriggerDeclaration, events: Starting[]): Promise<Starting[]> {
	const { provider, person, readBack } = declaration;
	const settings = settingsOf(context);
	const isBackRead = readBack?.isOn(settings) === true;
	const asksForPerson = person !== undefined && settings.of(onlyIfNobodyAnswered) === true;
	if (!isBackRead && !asksForPerson) return events;
	const reasons = person?.tellsAnswersOnly ? ['answered'] : (settings.of(dealtWithIf) ?? []);
	const chosen: PersonSettings = { dealtWithIf: reasons, ifUnknown: settings.of(ifUnknown) ?? 'dontStart' };
	const left: Starting[] = [];
	const done = await withinTime(async (signal, maxWaitMs) => {
		const { ask } = await askerIn(context, provider, { maxWaitMs }, signal);
		for (const starting of events) {
			const trusted = isBackRead ? await trustedOf(context, declaration, starting, ask) : starting;
			if (!trusted) continue;
			const verdict = asksForPerson ? await checkPerson(trusted.event, person, ask, chosen) : undefined;
			if (verdict?.starts !== false) left.push({ ...trusted, personCheck: verdict?.personCheck });
		}
		return true;
	}).catch((thrown: unknown) => {
		context.logger.warn(`${provider.name} could not be asked before the start: ${thrown instanceof Error ? thrown.message : 'for an unknown reason'}`);
		return undefined;
	});
	if (!done && isBackRead) context.logger.warn(`Not all events of ${provider.name} could be read back within a minute, or too many came at once; those started nothing`);
	if (done || isBackRead) return left;
	const verdict = unread('no_answer', `${provider.name} gave no answer within a minute`, chosen);
	const open = events.filter(({ identity }) => !left.some((one) => one.identity === identity));
	return [...left, ...(verdict.starts ? open.map((starting) => ({ ...starting, personCheck: verdict.personCheck })) : [])];
}

/** An event as the provider tells it when it is asked: the post may have said anything. Undefined where it isn't so, or is not wanted. */
async function trustedOf(context: IWebhookFunctions, declaration: TriggerDeclaration, starting: Starting, ask: Ask): Promise<Starting | undefined> {
	const { provider, readBack } = declaration;
	const read = await readBack!.read(starting.event, ask);
	const [place, saved] = memoryOf(context);
	if ('good' in read) {
		// The filters have seen only what was posted.
		const [trusted] = wantedEvent(context, declaration, read.good, settingsOf(context));
		remember(trusted?.identity ?? starting.identity, place, saved, Date.now());
		return trusted;
	}
	forget(starting.identity, place, saved, Date.now());
	if ('failure' in read) context.logger.warn(`An event of ${provider.name} could not be read back, so it started nothing: ${read.failure.message}`);
	return undefined;
}
