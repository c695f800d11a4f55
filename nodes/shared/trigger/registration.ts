import { createHash } from 'node:crypto';
import { NodeOperationError, type ICredentialDataDecryptedObject, type IHookFunctions, type INodeType } from 'n8n-workflow';
import type { Provider } from '../provider';
import { baseUrlOf } from '../security/credentials';
import type { Failure } from '../transport/failure';
import { askerIn, type Ask } from './ask';
import { triggerError } from './failure';

/** What a webhook at a provider is known by, such as the ID of an application and that of an endpoint. */
export type HookIds = Record<string, string>;

/** A webhook that a provider has for an address. */
export interface FoundHook {
	ids: HookIds;
	/** The provider's words for the events that it is for. */
	events: string[];
	/**
	 * Whether this place has made it. Where that is left out, because nothing tells, one for the same events counts as its own:
	 * nobody else knows the address.
	 */
	isOurs?: boolean;
	/** Whether it is switched off. */
	isOff?: boolean;
}

/** What became of a webhook that was to be removed. */
export interface Removed {
	/** What could only be switched off, and is used again by the next start. */
	off?: HookIds;
	/** What a person has to remove by hand, as a sentence. */
	byHand?: string;
}

/** What has to be registered. */
export interface Wanted {
	url: string;
	events: string[];
	/** For people who see it at the provider: the workflow's name. */
	name: string;
	/** Differs between workflows and nodes, and between test and production. */
	place: string;
}

/** Thrown in a registration where the provider refuses, so that n8n shows why. */
export class NotRegistered extends Error {
	constructor(readonly failure: Failure) {
		super(failure.message);
		this.name = 'NotRegistered';
	}
}

/** How webhooks are made at a provider. Its functions throw `NotRegistered` for a failure (`dataOf` does). */
export interface Registration {
	/** All webhooks of this address, the one to adopt first. Left out where the provider has no list of them. */
	find?: (ask: Ask, wanted: Pick<Wanted, 'url' | 'place'>) => Promise<FoundHook[]>;
	/** What this place has made, whole or half, where `find` doesn't tell. */
	left?: (ask: Ask, wanted: Pick<Wanted, 'url' | 'place'>) => Promise<HookIds[]>;
	/** Whether one that was made earlier still exists and is switched on, where the list doesn't tell. */
	exists?: (ask: Ask, ids: HookIds) => Promise<boolean>;
	/**
	 * Makes what is missing.
	 * @param keep to be called with each ID the moment it exists, so that it can be removed even if the rest fails
	 * @param kept what an earlier try has made, or what is switched off
	 */
	create: (ask: Ask, wanted: Wanted, keep: (ids: HookIds) => void, kept: HookIds) => Promise<void>;
	/** Makes an existing one fit, where the provider can change one; left out where it is removed and made anew. */
	update?: (ask: Ask, wanted: Wanted, ids: HookIds) => Promise<void>;
	/** Removes it. What is gone already counts as removed. An ID is missing where the answer that tells it was lost. */
	remove: (ask: Ask, ids: HookIds, url: string) => Promise<Removed>;
}

/** The data of an answer. @throws NotRegistered for a failure */
export async function dataOf(asked: ReturnType<Ask>): Promise<unknown> {
	const result = await asked;
	if ('failure' in result) throw new NotRegistered(result.failure);
	return result.data;
}

/** What is saved with the workflow of a webhook that was made. */
interface StoredHook {
	ids: HookIds;
	url: string;
	events: string[];
	/** Of the key and the base URL: only with these can it be removed. */
	account: string;
	/** It could only be switched off. */
	isOff?: true;
}

/**
 * Where it is saved. While somebody listens in the editor, n8n hands over the static data of the active workflow too, whose
 * webhook a test must not touch.
 */
function slotOf(context: IHookFunctions): 'hook' | 'testHook' {
	// n8n says `internal` when it deletes one, whichever it is; then only the address tells.
	const isTest = context.getMode() === 'manual' || /test[^/]*\/[^/]+\/[^/]+$/.test(String(context.getNodeWebhookUrl('default')));
	return isTest ? 'testHook' : 'hook';
}

/** Nobody waits longer for an activation. */
const PATIENCE = { maxWaitMs: 10_000 };

/**
 * n8n's three functions around a webhook. They leave nothing behind that can be removed, touch nothing that isn't theirs, and
 * make no second one: n8n calls `create` up to five times, each time followed by `delete`, and after a crash whatever was saved
 * is all that is known.
 *
 * @param ready refuses to listen where something is missing
 */
export function hookMethods(
	provider: Provider,
	registration: Registration | undefined,
	eventsOf: (context: IHookFunctions) => string[],
	ready: (context: IHookFunctions) => Promise<void>,
): NonNullable<NonNullable<INodeType['webhookMethods']>['default']> {
	return {
		async checkExists() {
			if (!registration) return false;
			return await inWords(this, async () => {
				const stored = storedIn(this);
				const at = await lookIn(this, provider, registration, eventsOf);
				if (stored && fits(stored, at) && (await isThere(at, stored))) {
					await ready(this);
					return true;
				}
				return false;
			});
		},
		async create() {
			await inWords(this, async () => {
				await ready(this);
				if (registration) await register(this, await lookIn(this, provider, registration, eventsOf));
			});
			return true;
		},
		async delete() {
			const stored = storedIn(this);
			if (!registration) return true;
			if (stored) await inWords(this, async () => await unregister(this, await lookIn(this, provider, registration, () => stored.events), stored));
			else await removeLeft(this, provider, async () => await lookIn(this, provider, registration, eventsOf));
			return true;
		},
	};
}

/** What the three functions know at their start. */
interface Look {
	provider: Provider;
	registration: Registration;
	ask: Ask;
	wanted: Wanted;
	account: string;
}

async function lookIn(context: IHookFunctions, provider: Provider, registration: Registration, eventsOf: (context: IHookFunctions) => string[]): Promise<Look> {
	const { ask, credentials } = await askerIn(context, provider, PATIENCE);
	const workflow = context.getWorkflow();
	const url = String(context.getNodeWebhookUrl('default'));
	const place = createHash('sha256').update(url).digest('base64url').slice(0, 12);
	const name = `n8n: ${workflow.name ?? workflow.id}`;
	return { provider, registration, ask, wanted: { url, events: eventsOf(context), name, place }, account: fingerprint(provider, credentials) };
}

/** Tells accounts apart without saying anything about the key. */
function fingerprint(provider: Provider, credentials: ICredentialDataDecryptedObject): string {
	return createHash('sha256').update(JSON.stringify([provider.name, baseUrlOf(credentials), provider.account(credentials).trim()])).digest('base64url');
}

function storedIn(context: IHookFunctions): StoredHook | undefined {
	const stored = context.getWorkflowStaticData('node')[slotOf(context)] as Partial<StoredHook> | undefined;
	const isWhole = stored && typeof stored.ids === 'object' && typeof stored.url === 'string' && Array.isArray(stored.events);
	return isWhole ? ({ account: '', ...stored } as StoredHook) : undefined;
}

function store(context: IHookFunctions, stored: StoredHook | undefined): void {
	const data = context.getWorkflowStaticData('node');
	// n8n sees a change only where a whole value is replaced.
	if (stored) data[slotOf(context)] = { ...stored, ids: { ...stored.ids } };
	else delete data[slotOf(context)];
}

function sameEvents(one: string[], other: string[]): boolean {
	return JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());
}

function fits({ url, events, account, isOff }: StoredHook, { wanted, account: present }: Look): boolean {
	return url === wanted.url && account === present && sameEvents(events, wanted.events) && !isOff;
}

async function isThere({ registration, ask, wanted }: Look, { ids }: StoredHook): Promise<boolean> {
	if (registration.exists) return await registration.exists(ask, ids);
	const found = (await registration.find?.(ask, wanted)) ?? [];
	return found.some((hook) => sameIds(hook.ids, ids) && !hook.isOff);
}

/** Whether all IDs that a list tells are those. */
function sameIds(found: HookIds, known: HookIds): boolean {
	return Object.entries(found).every(([name, id]) => known[name] === id);
}

async function register(context: IHookFunctions, at: Look): Promise<void> {
	const { registration, ask, wanted, account } = at;
	let stored = storedIn(context);
	const isOfPlace = stored?.account === account && stored.url === wanted.url;
	// It is for another address, account or other events, or the provider has none: what is left of it goes first.
	if (stored && !stored.isOff && !fits(stored, at) && isOfPlace && registration.update && (await isThere(at, stored))) {
		await registration.update(ask, wanted, stored.ids);
		store(context, { ...stored, events: wanted.events });
		return;
	}
	if (stored && !fits(stored, at) && !(stored.isOff && isOfPlace)) {
		await unregister(context, at, stored);
		stored = undefined;
	}
	const [found] = (await registration.find?.(ask, wanted)) ?? [];
	if (found) {
		await adopt(context, at, found);
		return;
	}
	let ids: HookIds = stored?.ids ?? {};
	const keep = (made: HookIds) => {
		ids = { ...ids, ...made };
		store(context, { ids, url: wanted.url, events: wanted.events, account });
	};
	await registration.create(ask, wanted, keep, ids);
}

/** Takes over a webhook of this address that is left from a start that was never saved, unless somebody else has made it. */
async function adopt(context: IHookFunctions, { registration, ask, wanted, account, provider }: Look, found: FoundHook): Promise<void> {
	const { ids, events, isOff } = found;
	const isFit = sameEvents(events, wanted.events);
	if (!isOwn(found, wanted)) {
		throw new NodeOperationError(context.getNode(), `${provider.name} has another webhook of this address already (ID ${Object.values(ids).join(', ')})`, {
			description: `Remove it at ${provider.name}, then try again. It was not touched, because this workflow may not have made it.`,
		});
	}
	// Stored first, with its own events: should the change fail, it is known.
	store(context, { ids, url: wanted.url, events, account });
	if (isFit && !isOff) return;
	await registration.update?.(ask, wanted, ids);
	store(context, { ids, url: wanted.url, events: wanted.events, account });
}

/** Removes what is stored, with the credential at hand; with another account's nothing is asked for. */
async function unregister(context: IHookFunctions, { registration, ask, account, provider }: Look, stored: StoredHook): Promise<void> {
	if (stored.account !== account) {
		context.logger.warn(`A webhook of another account stays at ${provider.name} (ID ${Object.values(stored.ids).join(', ')}). Remove it there.`);
		store(context, undefined);
		return;
	}
	const { off, byHand } = await registration.remove(ask, stored.ids, stored.url);
	if (byHand) context.logger.warn(byHand);
	store(context, off && { ...stored, ids: off, isOff: true });
}

/**
 * Removes what there is of this place though nothing of it is stored: n8n was ended before it saved that, and after its start it
 * calls neither `checkExists` nor `create`. Mostly there is nothing, so nobody is kept waiting where the provider can't be asked.
 */
async function removeLeft(context: IHookFunctions, provider: Provider, look: () => Promise<Look>): Promise<void> {
	try {
		const at = await look();
		const { wanted: { url, events }, account } = at;
		for (const ids of await leftOf(at)) {
			const found: StoredHook = { ids, url, events, account };
			store(context, found);
			await unregister(context, at, found);
		}
	} catch (thrown) {
		context.logger.warn(`${provider.name} could not be asked whether a webhook of this workflow is left there: ${thrown instanceof Error ? thrown.message : 'for an unknown reason'}`);
	}
}

async function leftOf({ registration: { left, find }, ask, wanted }: Look): Promise<HookIds[]> {
	if (left) return await left(ask, wanted);
	const found = (await find?.(ask, wanted)) ?? [];
	return found.filter((hook) => isOwn(hook, wanted)).map(({ ids }) => ids);
}

/** Whether this place has made it. */
function isOwn({ isOurs, events }: FoundHook, wanted: Wanted): boolean {
	return isOurs ?? sameEvents(events, wanted.events);
}

/** Runs what may throw `NotRegistered`, and lets n8n show it. */
async function inWords<Made>(context: IHookFunctions, work: () => Promise<Made>): Promise<Made> {
	try {
		return await work();
	} catch (thrown) {
		if (thrown instanceof NotRegistered) throw triggerError(context.getNode(), thrown.failure);
		throw new NodeOperationError(context.getNode(), thrown as Error, { description: (thrown as { description?: string }).description });
	}
}
