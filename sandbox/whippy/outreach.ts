import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Collection, Operate } from '../collections.ts';
import type { Call } from '../provider.ts';
import { personFor } from './contacts.ts';
import type { ContactBody } from './contacts.ts';
import { storeProperties } from './customObjects.ts';
import type { CustomData } from './customObjects.ts';
import { asStored, house } from './house.ts';
import { fits, within } from './query.ts';
import { invalid, notFound } from './refusals.ts';
import { id, newId, timeOf } from './state.ts';
import type { Channel, Contact, WhippyState } from './state.ts';

export interface Campaign {
	id: string;
	title: string;
	body: string | null;
	status: string;
	attachments: unknown[];
	schedule_at: string | null;
	channel_id: string;
	created_by_id: number;
	updated_by_id: number;
	created_at: string;
	updated_at: string;
}

/** What a person did after a campaign or a step, by which lists are filtered. */
interface Reaction {
	responded: boolean;
	clicked_link: boolean;
	unsubscribed: boolean;
}

export interface CampaignContact extends Reaction {
	id: string;
	status: string;
	contact_id: string;
	campaign_id: string;
	delivered: boolean;
	created_at: string;
	updated_at: string;
}

interface SequenceStep {
	id: string;
	title: string;
	body: string;
	status: string;
	position: number;
	sequence_id: string;
}

export interface Sequence {
	id: string;
	type: string;
	title: string;
	description: string | null;
	status: 'draft' | 'active' | 'archived';
	access_level: string;
	steps: SequenceStep[];
	created_at: string;
	updated_at: string;
}

export interface StepContact extends Reaction {
	id: string;
	status: string;
	contact_id: string;
	step_id: string;
	channel_id: string;
	sequence_id: string;
	scheduled_at: string | null;
	added_by_id: number;
	run_created_at: string;
	run_updated_at: string;
}

export interface SequenceRun {
	id: string;
	status: 'active' | 'finished';
	contact_id: string;
	channel_id: string;
	sequence_id: string;
	last_step_id: string;
	added_by_id: number;
	created_at: string;
	updated_at: string;
}

type Outreach = Pick<WhippyState, 'campaigns' | 'campaignContacts' | 'sequences' | 'stepContacts' | 'sequenceRuns'>;

/** More campaigns and sequences than fit on a page of the editor's lists; the first of each went to more people than fit on one page. */
export function outreachOf(channels: Channel[], contacts: Contact[], firstDay: number): Outreach {
	const times = (index: number) => ({ created_at: timeOf(firstDay + index * 1_000, index), updated_at: timeOf(firstDay + index * 1_000, index + 1) });
	// Campaigns and sequences are listed as they stand here, the newest first.
	const timesBack = (index: number) => ({ created_at: timeOf(firstDay + (60 - index) * 1_000, index), updated_at: timeOf(firstDay + (60 - index) * 1_000, index + 1) });
	const channel = channels[0]?.id ?? '';
	const campaigns = Array.from({ length: 60 }, (_, index): Campaign => ({
		id: id(20, index + 1),
		title: index === 0 ? 'Spring menu' : `Campaign ${index + 1}`,
		body: `Text of campaign ${index + 1}`,
		status: index % 3 === 2 ? 'draft' : 'completed',
		attachments: [],
		schedule_at: null,
		channel_id: channels[index % 2]?.id ?? channel,
		created_by_id: 12 + (index % 2),
		updated_by_id: 12,
		...timesBack(index),
	}));
	const reaction = (index: number): Reaction => ({ responded: index % 2 === 0, clicked_link: index % 3 === 0, unsubscribed: index % 10 === 0 });
	const people = contacts.slice(0, 60);
	const campaignContacts = people.map((contact, index): CampaignContact => ({
		id: id(21, index + 1),
		status: 'sent',
		contact_id: contact.id,
		campaign_id: id(20, 1),
		delivered: index % 4 !== 3,
		...reaction(index),
		...times(index),
	}));
	const sequences = Array.from({ length: 55 }, (_, index): Sequence => ({
		id: id(22, index + 1),
		type: 'sequential',
		title: index === 0 ? 'New customers' : `Sequence ${index + 1}`,
		description: index === 0 ? 'Those who bought for the first time' : null,
		status: index % 5 === 3 ? 'draft' : index % 5 === 4 ? 'archived' : 'active',
		access_level: 'organization',
		steps: ['Welcome', 'A week later'].map((title, at) => ({
			id: id(23, index * 10 + at + 1),
			title,
			body: `Text of step ${at + 1}`,
			status: 'active',
			position: at + 1,
			sequence_id: id(22, index + 1),
		})),
		...timesBack(index),
	}));
	const stepContacts = people.map((contact, index): StepContact => ({
		id: id(25, index + 1),
		status: index % 2 === 0 ? 'active' : 'complete',
		contact_id: contact.id,
		step_id: id(23, index % 2 === 0 ? 1 : 2),
		channel_id: channel,
		sequence_id: id(22, 1),
		scheduled_at: null,
		added_by_id: 12,
		run_created_at: timeOf(firstDay + index * 1_000, index),
		run_updated_at: timeOf(firstDay + index * 1_000, index),
		...reaction(index),
	}));
	const sequenceRuns = people.map((contact, index): SequenceRun => ({
		id: id(24, index + 1),
		status: index % 2 === 0 ? 'active' : 'finished',
		contact_id: contact.id,
		channel_id: channel,
		sequence_id: id(22, 1),
		last_step_id: id(23, index % 2 === 0 ? 1 : 2),
		added_by_id: 12,
		...times(index),
	}));
	return { campaigns, campaignContacts, sequences, stepContacts, sequenceRuns };
}

function personIn(state: WhippyState, contactId: string): object {
	const { name = null, email = null, phone = null } = state.contacts.find((each) => each.id === contactId) ?? {};
	return { id: contactId, name, email, phone };
}

function shownCampaignContact({ contact_id: contact, ...row }: CampaignContact, state: WhippyState): object {
	return { ...row, contact: personIn(state, contact) };
}

function shownStepContact({ contact_id: contact, responded: _responded, ...row }: StepContact, state: WhippyState): object {
	return { ...row, contact: personIn(state, contact) };
}

function shownRun({ contact_id: contact, ...row }: SequenceRun, state: WhippyState): object {
	const steps = state.stepContacts.filter((each) => each.contact_id === contact && each.sequence_id === row.sequence_id);
	return { ...row, contact: personIn(state, contact), step_contacts: steps.map((each) => shownStepContact(each, state)) };
}

const campaignRows: Collection<WhippyState, Campaign> = { name: 'Campaign', rows: ({ campaigns }) => campaigns };
const campaignContactRows: Collection<WhippyState, CampaignContact> = { name: 'Contact', rows: (state) => state.campaignContacts, shown: shownCampaignContact };
const sequenceRows: Collection<WhippyState, Sequence> = { name: 'Sequence', rows: ({ sequences }) => sequences };
const stepContactRows: Collection<WhippyState, StepContact> = { name: 'Contact', rows: (state) => state.stepContacts, shown: shownStepContact };
const runRows: Collection<WhippyState, SequenceRun> = { name: 'Sequence run', rows: (state) => state.sequenceRuns, shown: shownRun };

/** Whether a switch of the query is left out, or is what the row has. */
const isAsAsked = (asked: string | string[] | undefined, is: boolean) => asked === undefined || asked === String(is);

function hasReacted({ query }: Call, row: Reaction): boolean {
	return (['responded', 'clicked_link', 'unsubscribed'] as const).every((name) => isAsAsked(query[name], row[name]));
}

function sequenceOf(state: WhippyState, { params }: Call): Sequence {
	const sequence = state.sequences.find((each) => each.id === params['id']);
	if (sequence === undefined) throw notFound('Sequence not found');
	return sequence;
}

/** Refuses a campaign or sequence that doesn't exist, before its contacts are listed. */
function requireCampaign(state: WhippyState, { params }: Call): void {
	if (!state.campaigns.some((each) => each.id === params['id'])) throw notFound('Campaign not found');
}

interface Sending {
	from?: string;
	to: ContactBody[];
	title?: string;
	body?: string;
	attachments?: string[];
	automation_templates?: string[];
	schedule_at?: string;
	step_id?: string;
	custom_data?: CustomData;
}

function channelFrom(state: WhippyState, from: string, types: string[]): Channel {
	const channel = state.channels.find((each) => types.includes(each.type) && (each.phone === from || each.address?.toLowerCase() === from.toLowerCase()));
	if (channel === undefined) throw invalid(`from: no ${types.join(' or ')} channel ${from}`);
	return channel;
}

/** The contacts that a list of people names; whoever is new becomes one. Properties without a custom object would be dropped. */
function peopleFor(state: WhippyState, bodies: ContactBody[], customData: CustomData | undefined): Contact[] {
	if (customData === undefined && bodies.some(({ properties }) => properties !== undefined)) throw invalid('properties need custom_data');
	return bodies.map((body) => {
		const contact = personFor(state, body);
		if (customData !== undefined) storeProperties(state, customData, contact.id, body.properties ?? {});
		return contact;
	});
}

const phonesOf = (bodies: ContactBody[]) => bodies.flatMap(({ phone }) => phone ?? []);

/** POST /v1/campaigns/sms */
function sendCampaign(state: WhippyState, call: Call): Answer {
	const body = call.body as Sending;
	const channel = channelFrom(state, body.from ?? '', ['phone']);
	const strange = body.automation_templates?.find((one) => !state.automationTemplates.some((each) => each.id === one));
	if (strange !== undefined) throw invalid(`automation_templates: no template ${strange}`);
	const people = peopleFor(state, body.to, body.custom_data);
	const now = timeOf(Date.now());
	const campaign: Campaign = {
		id: newId(),
		title: body.title ?? '',
		body: body.body ?? null,
		status: body.schedule_at === undefined ? 'pending' : 'scheduled',
		attachments: body.attachments ?? [],
		schedule_at: body.schedule_at ?? null,
		channel_id: channel.id,
		created_by_id: 12,
		updated_by_id: 12,
		created_at: now,
		updated_at: now,
	};
	state.campaigns.unshift(campaign);
	for (const { id: contact } of people) {
		const reaction = { responded: false, clicked_link: false, unsubscribed: false };
		state.campaignContacts.push({ id: newId(), status: 'pending', contact_id: contact, campaign_id: campaign.id, delivered: false, ...reaction, created_at: now, updated_at: now });
	}
	call.accept({ kind: 'campaign', recipients: phonesOf(body.to), marker: body.body ?? campaign.title, messageId: campaign.id });
	return json(202, { data: { id: campaign.id, title: campaign.title, status: campaign.status } });
}

/** POST /v1/sequences/{id}/contacts: whoever is there already begins again. */
function addSequenceContacts(state: WhippyState, call: Call): Answer {
	const body = call.body as Sending;
	const sequence = sequenceOf(state, call);
	if (sequence.status !== 'active') throw invalid(`the sequence is ${sequence.status}`);
	const step = body.step_id === undefined ? sequence.steps[0] : sequence.steps.find((each) => each.id === body.step_id);
	if (step === undefined) throw invalid(`step_id: no step ${body.step_id} in this sequence`);
	const channel = body.from === undefined ? state.channels[0] : channelFrom(state, body.from, ['phone', 'email', 'whatsapp']);
	const people = peopleFor(state, body.to, body.custom_data);
	const now = timeOf(Date.now());
	for (const { id: contact } of people) {
		leave(state, sequence.id, contact);
		const common = { contact_id: contact, channel_id: channel?.id ?? '', sequence_id: sequence.id, added_by_id: 12 };
		state.stepContacts.push({
			id: newId(),
			status: 'pending',
			step_id: step.id,
			scheduled_at: body.schedule_at ?? null,
			run_created_at: now,
			run_updated_at: now,
			...{ responded: false, clicked_link: false, unsubscribed: false },
			...common,
		});
		state.sequenceRuns.push({ id: newId(), status: 'active', last_step_id: step.id, ...common, created_at: now, updated_at: now });
	}
	call.accept({ kind: 'sequence', recipients: phonesOf(body.to), marker: sequence.title, messageId: sequence.id });
	return json(202, { data: { message: 'Accepted' } });
}

function leave(state: WhippyState, sequence: string, contact: string): void {
	const isOther = (row: { contact_id: string; sequence_id: string }) => row.contact_id !== contact || row.sequence_id !== sequence;
	state.stepContacts = state.stepContacts.filter(isOther);
	state.sequenceRuns = state.sequenceRuns.filter(isOther);
}

/** DELETE /v1/sequences/{id}/contacts */
function removeSequenceContacts(state: WhippyState, call: Call): Answer {
	const sequence = sequenceOf(state, call);
	const phones = phonesOf((call.body as { contacts: ContactBody[] }).contacts);
	for (const contact of state.contacts) if (contact.phone !== null && phones.includes(contact.phone)) leave(state, sequence.id, contact.id);
	return json(202, { data: { message: 'Accepted' } });
}

/** GET /v1/sequences/{id}/sequence_runs/{run_id} */
function getSequenceRun(state: WhippyState, call: Call): Answer {
	const run = state.sequenceRuns.find((each) => each.id === call.params['run_id'] && each.sequence_id === sequenceOf(state, call).id);
	if (run === undefined) throw notFound('Sequence run not found');
	return json(200, { data: shownRun(run, state) });
}

/** The sequences of a contact, of which the page tells in words. POST /v1/contacts/{id}/sequences */
function getContactSequences(state: WhippyState, call: Call): Answer {
	const wanted = (call.body ?? {}) as { sequence_id?: string; contact_status?: string; sequence_status?: string };
	if (!state.contacts.some((each) => each.id === call.params['id'])) throw notFound('Contact not found');
	const words: Record<string, string> = { complete: 'finished', 'in-active': 'inactive' };
	const rows = state.stepContacts
		.filter((each) => each.contact_id === call.params['id'])
		.flatMap((each) => {
			const sequence = state.sequences.find((one) => one.id === each.sequence_id);
			if (sequence === undefined) return [];
			const at = sequence.steps.findIndex((step) => step.id === each.step_id);
			const named = (step: SequenceStep | undefined) => (step === undefined ? null : { id: step.id, title: step.title });
			return [{
				id: sequence.id,
				title: sequence.title,
				status: sequence.status,
				contact_status: words[each.status] ?? each.status,
				last_completed_step: named(sequence.steps[at - 1]),
				current_step: named(sequence.steps[at]),
				next_step: named(sequence.steps[at + 1]),
			}];
		})
		.filter((row) => (wanted.sequence_id ?? row.id) === row.id)
		.filter((row) => (wanted.contact_status ?? row.contact_status) === row.contact_status && (wanted.sequence_status ?? row.status) === row.status);
	const { rows: data, total } = asStored(rows, call);
	return json(200, { data, total });
}

const { list, get } = house;

/** Campaigns, and sequences with their contacts and runs. */
export const outreach: Record<string, Operate<WhippyState>> = {
	sendCampaign,
	getCampaigns: list(campaignRows, asStored, {
		wanted: ({ query }, state) => (row) => {
			const channel = state.channels.find((each) => each.id === row.channel_id);
			return fits(query, {
				title: row.title,
				'status[]': row.status,
				'channels[][id]': row.channel_id,
				'channels[][phone]': channel?.phone,
				'created_by[]': String(row.created_by_id),
				'updated_by[]': String(row.updated_by_id),
			});
		},
	}),
	getCampaign: get(campaignRows),
	getCampaignContacts: list(campaignContactRows, asStored, {
		wanted(call, state) {
			requireCampaign(state, call);
			return (row) => row.campaign_id === call.params['id'] && isAsAsked(call.query['delivered'], row.delivered) && hasReacted(call, row);
		},
	}),
	getSequences: list(sequenceRows, asStored, { wanted: ({ query }) => (row) => fits(query, { title: row.title }) }),
	getSequence: get(sequenceRows),
	getSequenceContacts: list(stepContactRows, asStored, {
		wanted(call, state) {
			const sequence = sequenceOf(state, call);
			return (row) => row.sequence_id === sequence.id && fits(call.query, { status: row.status, step_ids: row.step_id }) && hasReacted(call, row);
		},
	}),
	addSequenceContacts,
	removeSequenceContacts,
	getSequenceRuns: list(runRows, asStored, {
		wanted(call, state) {
			const sequence = sequenceOf(state, call);
			return (row) => {
				const contact = state.contacts.find((each) => each.id === row.contact_id);
				const isFitting = fits(call.query, { phone: contact?.phone, status: row.status, channel_id: row.channel_id });
				return row.sequence_id === sequence.id && isFitting && within(call.query, undefined, row.created_at);
			};
		},
	}),
	getSequenceRun,
	getContactSequences,
};
