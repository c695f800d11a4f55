import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { operationsOf, optionsOf, type NodeOperation } from '../contract/built';
import { contractFiles, contractOf, madeOf, placeholdersIn, shapeOf, type ContractOperation, type RecipientField } from '../contract/contracts';
import { declaredOperations } from '../contract/declared';
import { builtNodes } from '../description/built';
import { apart, operations as filledIn, type Sending } from '../faults/operations';
import { byId, type NodeName } from './sandboxed';

/*
 * Finds the recipients of all sending operations without a list by hand: the operations in the resources, their fields in the
 * built forms, and what each field names in the contracts. So an operation or a field that is added later is found as well.
 */

/** Fields of sending requests that name no recipient of the message. */
const namesNobody: Record<NodeName, string[]> = {
	heymarket: [
		// The inbox and the sender.
		'inbox_id', 'inbox', 'creator_id', 'author',
		// The content.
		'text', 'raw_text', 'conv_title', 'template_id', 'survey_id', 'media_url', 'private',
		// IDs for finding the message again.
		'local_id', 'activity_id',
		// Of a scheduled message: the sender, the content and the time.
		'user_id', 'content.text', 'content.template', 'execute_at',
		// The scheduled message itself: where it keeps its recipient, it is refused (test/engine/operations/heymarketScheduled.test.ts).
		'id',
		// The fields of an automation. What looks like a person in them is held against Allowed Recipients by hand.
		'fields',
	],
	whippy: [
		// The sender, and the address for answers, to which the message itself isn't sent.
		'from', 'sender_email', 'sender_name', 'reply_to',
		// The content, and the time.
		'subject', 'body', 'attachments', 'attachment_url', 'schedule_at',
		// Changes of the conversation and the contact. The channels are the account's own.
		'conversation_status', 'opt_in_to', 'opt_in_to_all_channels',
		// The sequence with its step, or the agent, and how these go about it.
		'id', 'step_id', 'voice_options.default_call_flow_id', 'type', 'bypass_quiet_hours', 'custom_placeholders_data',
		// What a campaign is called, what starts with it, and where properties of contacts are kept.
		'title', 'automation_templates', 'custom_data.custom_object_id', 'custom_data.resource',
	],
	sendook: ['inboxId', 'subject', 'text', 'html', 'attachments', 'labels'],
};

/** Sending operations that reach nobody outside the account, each with the reason. */
export const reachesNobody: Record<string, string> = {
	'heymarket message.addPrivateComment': 'Heymarket shows a private comment to the team only, whatever conversation it stands in',
	'whippy message.addNote': 'Whippy shows a note to the team only, whatever number it is with',
};

/** A sending operation: its declaration, its built form and its contract. */
interface SendingOperation {
	node: NodeName;
	built: NodeOperation;
	known: ContractOperation;
}

/** A field of a form that names recipients of a message. */
export interface Case extends SendingOperation {
	/** What it is in words: `heymarket message.send: phoneNumbers`. */
	name: string;
	field: RecipientField;
	/** `to`, or `additionalFields.cc` inside a collection. */
	parameter: string;
	/** The people whom the field names, or those of the conversation or message that it names. */
	people: string[];
	/** Whether those people are looked up, because the request names only a conversation or a message. */
	looksUp: boolean;
	/** The node's parameters. The values that they take from the item are in `item`. */
	parameters: IDataObject;
	item: IDataObject;
	/** Makes the sandbox answer that a conversation is with these people, or that a message came from them. */
	tell: (sandbox: Sandbox, people: string[]) => void;
}

const nodes = Object.keys(contractFiles) as NodeName[];

function descriptionOf(node: NodeName) {
	return builtNodes().find(({ type }) => type.description.name === node)!.type.description;
}

/** The operations whose request names people, or that are declared as sending. */
function operationsWith(wanted: (found: SendingOperation & { effect: string }) => boolean): SendingOperation[] {
	return nodes.flatMap((node) => {
		const contract = contractOf(node);
		const all = operationsOf(descriptionOf(node));
		return declaredOperations(node).flatMap(({ fullName, effect }) =>
			all
				.filter(({ operation }) => operation === fullName)
				.flatMap((built) => {
					const known = contract.find((each) => each.method === built.method && shapeOf(each.path) === shapeOf(built.path))!;
					return wanted({ node, built, known, effect }) ? [{ node, built, known }] : [];
				}),
		);
	});
}

const keyOf = ({ node, built }: SendingOperation) => `${node} ${built.operation}`;

/** Every operation with effect `send`. */
export const sendingOperations = operationsWith(({ effect }) => effect === 'send');

/** The operations whose request names people, but which are not declared as sending. */
export const sendingInDisguise = operationsWith(({ known, effect }) => known.recipients.length > 0 && effect !== 'send').map(keyOf);

/** The fields of a request that a form fills in, by their place and name in the contract. */
function sentBy({ node, built }: SendingOperation): Array<Pick<RecipientField, 'in' | 'name'> & { own: string; parameter: string }> {
	const instead = madeOf[`${node} ${built.operation}`] ?? {};
	// What is no field of the form is in the credential.
	const ids = placeholdersIn(built.path).flatMap((own, at) => {
		const id = built.ids.find(({ name }) => name === own);
		return id ? [{ in: 'path' as const, name: String(at), own, parameter: id.parameter }] : [];
	});
	const sent = built.sent.map((each) => {
		const [place, name] = (instead[`${each.in} ${each.name}`] ?? `${each.in} ${each.name}`).split(' ');
		return { in: place as 'body' | 'query', name, own: each.name, parameter: each.parameter };
	});
	const constants = Object.keys(built.constants).map((name) => ({ in: 'body' as const, name, own: name, parameter: '' }));
	return [...ids, ...sent, ...constants];
}

function fieldFor({ known }: SendingOperation, sent: Pick<RecipientField, 'in' | 'name'>): RecipientField | undefined {
	return known.recipients.find((field) => field.in === sent.in && field.name === sent.name);
}

/** Fields of sending operations for which neither the contracts nor `namesNobody` say whether they name a person. */
export function unjudged(): string[] {
	return sendingOperations.flatMap((operation) =>
		sentBy(operation)
			.filter((sent) => !fieldFor(operation, sent) && !namesNobody[operation.node].includes(sent.own))
			.map(({ own }) => `${keyOf(operation)} sends ${own}: mark it in the contract (x-recipient), or list it above`),
	);
}

/** Fields in `namesNobody` that no sending operation has. */
export function staleNames(): string[] {
	return nodes.flatMap((node) => {
		const sent = sendingOperations.filter((each) => each.node === node).flatMap(sentBy).map(({ own }) => own);
		return namesNobody[node].filter((name) => !sent.includes(name)).map((name) => `${node} ${name}`);
	});
}

function propertyOf({ built }: SendingOperation, parameter: string): INodeProperties {
	const [own, option] = parameter.split('.');
	const property = built.parameters.get(own)!;
	return option ? optionsOf(property).find(({ name }) => name === option)! : property;
}

/** The values of choosers for which a field is shown. */
function chosenFor({ displayOptions }: INodeProperties): IDataObject {
	const conditions = Object.entries(displayOptions?.show ?? {}).filter(([name]) => !/^\/?(resource|operation)$/.test(name));
	return Object.fromEntries(conditions.map(([name, values]) => [name.replace(/^\//, ''), values![0] as string]));
}

const twoOf = (kind: 'phone number' | 'email address') =>
	kind === 'phone number' ? ['14155553001', '14155553002'] : ['first@example.com', 'second@example.com'];

/** The people whom a field reaches, and how the sandbox gets to know them. */
function reachOf({ node }: SendingOperation, { names, several }: RecipientField, base: Sending): Pick<Case, 'people' | 'looksUp' | 'tell'> {
	const nothing = () => {};
	const id = base.to(0);
	if (names === 'phone number' || names === 'email address') {
		// A person may be named in two ways under one name.
		return { people: twoOf(id.includes('@') ? 'email address' : names).slice(0, several ? 2 : 1), looksUp: false, tell: nothing };
	}
	if (names === 'list' && node === 'heymarket') return { people: twoOf('phone number'), looksUp: false, tell: nothing };
	if (names === 'conversation' && node === 'heymarket') {
		return {
			people: twoOf(base.parameters.resource === 'email' ? 'email address' : 'phone number'),
			looksUp: true,
			tell: ({ state }, people) => {
				state.heymarket.conversations.find((each) => String(each.id) === id)!.target = people.join(',');
			},
		};
	}
	if (names === 'message' && node === 'sendook') {
		return {
			people: ['first@example.com'],
			looksUp: true,
			tell: ({ state }, [from = '']) => {
				state.sendook.messages.find(({ _id }) => _id === id)!.from = from;
			},
		};
	}
	throw new Error(`Say here whom a ${names} of ${node} reaches`);
}

/** The operation as the random runs fill it in; with this field, if they have such a case. */
function baseFor({ node, built }: SendingOperation, parameter: string): Sending {
	const all = Object.values({ ...filledIn, ...apart }).filter(
		(each): each is Sending => each.kind === 'send' && each.provider === node && `${each.parameters.resource}.${each.parameters.operation}` === built.operation,
	);
	const [own, option] = parameter.split('.');
	const base = all.find(({ parameters }) => own in parameters && (option === undefined || option in (parameters[own] as IDataObject))) ?? all[0];
	if (!base) throw new Error(`${node} ${built.operation} has to be filled in for the random runs first`);
	return base;
}

function caseOf(operation: SendingOperation, field: RecipientField, parameter: string): Case {
	const base = baseFor(operation, parameter);
	const property = propertyOf(operation, parameter);
	const [own, option] = parameter.split('.');
	const given = '={{ $json.whom }}';
	const value = property.type === 'resourceLocator' ? byId(given) : given;
	const reach = reachOf(operation, field, base);
	return {
		...operation,
		...reach,
		name: `${keyOf(operation)}: ${parameter}`,
		field,
		parameter,
		parameters: {
			...base.parameters,
			...chosenFor(property),
			[own]: option ? { ...(base.parameters[own] as IDataObject | undefined), [option]: value } : value,
		},
		item: {
			to: base.to(0),
			words: base.parameters.documentUrl === undefined ? 'Hello' : 'https://example.com/Hello.pdf',
			whom: ['phone number', 'email address'].includes(field.names) ? reach.people.map(written).join(', ') : base.to(0),
		},
	};
}

/** A number with plus and country code. */
function written(person: string): string {
	return person.includes('@') ? person : `+${person}`;
}

/** Every field of every sending operation that names recipients. */
export const cases: Case[] = sendingOperations.flatMap((operation) =>
	sentBy(operation).flatMap(({ parameter, ...sent }) => {
		const field = fieldFor(operation, sent);
		return field ? [caseOf(operation, field, parameter)] : [];
	}),
);

/** The sending operations that have no field with recipients and are not in `reachesNobody`. */
export function reachingNobodyKnown(): string[] {
	return sendingOperations.map(keyOf).filter((key) => !cases.some((each) => keyOf(each) === key));
}

/** The fields of requests that can name people, but that no form fills in. */
export function neverFilledIn(): string[] {
	const known = new Set(sendingOperations.flatMap(({ node, known: { operationId, recipients } }) =>
		recipients.map((field) => `${node} ${operationId} ${field.in} ${field.name}`),
	));
	for (const { node, known: { operationId }, field } of cases) known.delete(`${node} ${operationId} ${field.in} ${field.name}`);
	return [...known];
}
