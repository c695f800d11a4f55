import type { IDataObject, IHttpRequestMethods, INodeProperties } from 'n8n-workflow';
import type { Content, Pager, Target } from './content';
import type { ContentOf, Part } from './form/parts';
import { everyPart, nameOf, propertiesOf, sentParts } from './form/properties';
import type { Effect, Provider } from './provider';
import { placeholdersOf } from './security/path';

/** Whom a message reaches, as far as its own request tells. */
export interface Reach {
	/** Email addresses or phone numbers that the request names. */
	recipients?: string[];
	/** A conversation (or message replied to) that the request names; sends into one never overlap. */
	conversation?: string;
	/** The words for whom it goes to, where the request names no person: `conversation 98765`. */
	to?: string;
	/** The read that finds the recipients, where the request doesn't name them. */
	lookUp?: {
		path: string;
		ids: Record<string, string>;
		/** Whether it is made for every credential, not only for one that limits recipients: it refuses what the request alone doesn't tell, and rows name the recipients. */
		always?: boolean;
		/** @throws InvalidValue where nothing should be sent, because of what was read */
		recipients: (answer: IDataObject) => string[];
	};
	/** What it goes to where nobody can tell the recipients, as the beginning of a sentence: `A list`. */
	unknowable?: string;
}

/** What a message says, for the rows that report it. */
export interface Said {
	text?: string;
	subject?: string;
	/** ISO 8601, where the provider is to send it later. */
	scheduledAt?: string;
}

/** Files from binary fields that a request carries inside its JSON body. */
export interface Attachments {
	/** The body property whose value lists the binary fields. */
	property: string;
	/** What the provider wants for one file; `content` is base64. */
	toBody: (file: { content: string; fileName?: string; mimeType: string }) => IDataObject;
}

/** A limit on the size of a message, set by one of the systems that the message passes through. */
export interface SizeLimit {
	/** In bytes, as `weigh` counts. */
	most: number;
	/** Which system takes no more, and what to do, in sentences for people. */
	words: string;
	/** The size of a message as that system counts it, from its body without files, the stored sizes of its files, and the length of the request. */
	weigh: (message: { body: IDataObject; files: number[]; json: number }) => number;
}

/** A file that an answer holds. */
export interface ReceivedFile {
	/** Base64. */
	content: string;
	fileName?: string;
	mimeType?: string;
}

/** A column of a simplified row: a key of the provider's row, or a name with the path to a value or the function that makes it. */
export type Column = string | readonly [name: string, value: string | ((row: IDataObject) => unknown)];

/** What a read has found, and what it was made of. */
export interface Read {
	content: Content;
	/** The rows of the reads before it, by their names. */
	before: Record<string, IDataObject[]>;
	/** The workflow's time zone, an IANA name. */
	timezone: string;
}

/** What a read asks for before its own request: what that request is made of, or the names of people in its rows. */
interface ReadBefore<Known> {
	/**
	 * GETs by names of their own, made in this order. One without IDs is the same for all items, and made once a run. Where an
	 * item has no use for one, its IDs are undefined. An optional one that the provider refuses has no rows.
	 */
	reads: Record<string, { path: string; ids?: (content: Known) => Record<string, string> | undefined; query?: IDataObject; optional?: true }>;
	/**
	 * The request, with what those reads tell.
	 * @throws InvalidValue that names the field
	 */
	into?: (content: Content, before: Record<string, IDataObject[]>) => Content;
}

/** A record that the rows of a read name by its ID, such as the person of a conversation. Each is read once, and put into its rows. */
export interface Beside {
	/** The key under which a row gets it. */
	name: string;
	/** The key of a row that holds its ID. */
	by: string;
	/** A path template with `{id}`; a GET. */
	path: string;
	/** The switch of the form by which a person wants it; always, where it is left out. */
	wanted?: string;
}

/** What is the same in the declaration of an operation and in the operation itself. */
interface Common {
	/** In the operation list, Title Case. */
	name: string;
	/** Unique within its resource. */
	value: string;
	/** In n8n's list of actions: sentence case, no articles. */
	action: string;
	description: string;
	effect: Effect;
	/** Placeholders of its path that the credential fills in. */
	ofCredential?: readonly string[];
	/** What this operation always sends in its body. */
	constants?: IDataObject;
	/** How a person finds out whether a message whose outcome is unknown went out. */
	howToCheck?: string;
	/** The body property by which the provider drops a repeated send; made where the person leaves it empty. */
	localId?: string;
	/** Whether its text is billed in SMS segments. */
	isText?: boolean;
	attachments?: Attachments;
	/** Limits that are checked before anything is sent. Otherwise the provider would refuse a large message after others were sent. */
	size?: {
		/** The fields that make a message large beside its files, as they are called in the form: `Text, HTML`. */
		fields: string;
		limits: (settings: Record<string, unknown>) => SizeLimit[];
	};
	/** The columns of a simplified row, people first and IDs last, at most ten. */
	simplified?: readonly Column[];
	/**
	 * Turns the answer into rows, where the provider's answer has another shape.
	 * @param content what the request was made of, with the body that was sent
	 */
	rows?: (answer: unknown, content: Content) => unknown;
	/** Whether the rows that were read so far are enough, so that a list is not read to its end. */
	isEnough?: (rows: IDataObject[], read: Read) => boolean;
	/** What is read beside the rows. `whole` and the columns have it as well. */
	beside?: Beside;
	/**
	 * Makes other rows of all that a list has brought, such as one text of all messages.
	 * @throws InvalidValue that names the field
	 */
	whole?: (rows: IDataObject[], read: Read) => IDataObject[];
	/** Whether a row of a list is one that the form asks for, where the provider may not heed its filters. */
	isWanted?: (row: IDataObject, settings: Content['settings']) => boolean;
	/** Whether an answer can be read that is neither an object nor an array, such as a number as text. */
	isAnswer?: (body: string) => boolean;
	/** Takes the files out of a row, where the person wants them as binary data. The row that it gives is without their content. @throws InvalidValue where a file is missing */
	files?: (row: IDataObject, content: Content) => { row: IDataObject; files: ReceivedFile[] } | undefined;
	/** The addresses of a row's files, for a provider that gives no more than these. They are fetched where a person wants them. */
	linkedFiles?: (row: IDataObject) => unknown[];
}

/**
 * What is read right before each try of a change, because the provider wants more in the request than a person needs to fill in:
 * it blanks what is left out, or names a record by several of its fields.
 */
interface ReadFirst<Known> {
	/** A path template; that of the request itself where it is left out. It is a GET unless `asks` is there. */
	path?: string;
	/** The IDs in that path; those of the request itself where it is left out. */
	ids?: (content: Known) => Record<string, string>;
	/** Makes the body of a POST that finds the record, where the person names it by something else than its ID. */
	asks?: (content: Known) => IDataObject;
	/** What else has to be read where the first answer doesn't tell enough: a POST. */
	also?: (stored: IDataObject, content: Known) => { path: string; body: IDataObject } | undefined;
	/**
	 * The body of the request, from what is stored and what the person filled in.
	 *
	 * @param more the answer of `also`; empty where nothing else was read
	 * @throws InvalidValue that names the field
	 */
	body: (stored: IDataObject, content: Known, more: IDataObject) => object;
	/** The query of the request, where a setting makes it. */
	query?: (content: Known) => IDataObject;
	/**
	 * The request for a record that is there, where the declared one makes a new one. There is none where the read is answered
	 * with status 404, or so that `isNone` says so.
	 */
	found?: { request: Target; ids: (stored: IDataObject) => Record<string, string>; isNone: (answer: IDataObject) => boolean };
}

/** An operation as its file declares it: it reads like the page of the API reference that it stands for. */
export interface OperationDeclaration<Form extends readonly Part[]> extends Common {
	/** `POST /v1/message/send`, with placeholders that are names of `path` parts. Left out where a choice of the form brings it. */
	request?: `${IHttpRequestMethods} /${string}`;
	/** How the rows of `request` come page by page. */
	page?: Pager;
	form: Form;
	/** Whom a message reaches. */
	reaches?: (content: ContentOf<Form>) => Reach;
	/** What a message says. */
	says?: (content: ContentOf<Form>) => Said;
	/** Brings the body into the provider's shape, where that is not one value under one name. @throws InvalidValue that names the field */
	finish?: (content: ContentOf<Form>) => object;
	readFirst?: ReadFirst<ContentOf<Form>>;
	readBefore?: ReadBefore<ContentOf<Form>>;
}

/** One operation, as the rest of the package knows it. */
export interface Operation extends Common {
	/** The request that is made unless a choice of the form brings another. */
	request: Target;
	form: readonly Part[];
	/** Whose requests it makes, where that is not the node's own provider. */
	provider?: Provider;
	/** The top-level parameters of its form as n8n shows them, without display conditions on resource and operation. */
	parameters: INodeProperties[];
	/** Asked before `finish`, as `says` is. */
	reaches: (content: Content) => Reach;
	says: (content: Content) => Said;
	finish: (content: Content) => IDataObject | IDataObject[];
	readFirst?: ReadFirst<Content>;
	readBefore?: ReadBefore<Content>;
}

/** One resource: a folder of operations. */
export interface Resource {
	name: string;
	value: string;
	/** Whose requests it makes, with a credential of its own, where that is not the node's own provider. */
	provider?: Provider;
	/** The first one is chosen at first. */
	operations: Operation[];
}

/**
 * Declares an operation.
 * @throws Error where its request and its form don't fit together, or a rule of a field names a field that doesn't exist
 */
export function operation<const Form extends readonly Part[]>({ request, page, ...declaration }: OperationDeclaration<Form>): Operation {
	const ofChoices = everyPart(declaration.form).flatMap((part) => (part.kind === 'choice' ? part.branches.flatMap((branch) => branch.request ?? []) : []));
	const [method, path] = (request?.split(' ') ?? []) as [IHttpRequestMethods | undefined, string];
	const target: Target | undefined = method ? { method, path, page } : ofChoices[0];
	if (!target) throw new Error(`${declaration.action}: no request`);
	requireWhole(declaration, [target, ...ofChoices]);
	return {
		reaches: () => ({}),
		says: () => ({}),
		finish: ({ body }: Content) => body,
		...(declaration as object as Omit<Operation, 'request' | 'parameters' | 'reaches' | 'says' | 'finish'>),
		request: target,
		parameters: propertiesOf(declaration.form, {}),
	};
}

function requireWhole({ action, form, ofCredential = [] }: Pick<Operation, 'action' | 'form' | 'ofCredential'>, targets: Target[]): void {
	const sent = sentParts(form);
	for (const placeholder of targets.flatMap(({ path }) => placeholdersOf(path))) {
		if (!ofCredential.includes(placeholder) && !sent.some(({ place, wire }) => place === 'ids' && wire === placeholder)) throw new Error(`${action}: {${placeholder}} needs a field`);
	}
	for (const { rules, wire } of sent) {
		for (const other of [rules.unless, ...(rules.notWith ?? [])]) {
			if (other !== undefined && !sent.some((one) => one.wire === other)) throw new Error(`${action}: ${wire} names ${other}, which no field is sent as`);
		}
	}
	const names = new Map<string, Part>();
	for (const part of everyPart(form)) {
		const first = names.get(nameOf(part));
		if (first && !isSame(first, part)) throw new Error(`${action}: two fields are called ${nameOf(part)}`);
		names.set(nameOf(part), part);
	}
}

/** One field may stand in several branches of a choice. */
function isSame(one: Part, other: Part): boolean {
	if (one === other) return true;
	return 'field' in one && 'field' in other && one.field === other.field;
}

/** Declares a resource. @throws Error where two of its operations share a value */
export function resource(declaration: Resource): Resource {
	const values = declaration.operations.map(({ value }) => value);
	if (new Set(values).size !== values.length) throw new Error(`${declaration.name}: two operations share a value`);
	const { provider, operations } = declaration;
	return provider ? { ...declaration, operations: operations.map((one) => ({ ...one, provider })) } : declaration;
}
