import type { IHttpRequestMethods, INodeProperties, IDataObject } from 'n8n-workflow';
import type { z } from './libraries';
import type { Content, Effect } from './provider';
import { placeholdersOf } from './security/path';

/** A zod schema; its issues carry the part of the sentence that follows the label (see `request/fields.ts`). */
export type Schema = z.ZodMiniType;

/** What a check may know of the item beside the request that the parameters make. */
export interface Form {
	/** The workflow's time zone, an IANA name. */
	timezone: string;
	/** A parameter's value for this item, expressions resolved, locators as their value; undefined where it has none. */
	parameter: (name: string) => unknown;
}

/** Whom a message reaches, as far as its own request tells. */
export interface Reach {
	/** Email addresses or phone numbers that the request names. */
	recipients?: string[];
	/** A conversation (or message replied to) that the request names; sends into one never overlap. */
	conversation?: string;
	/** The read that tells the recipients where the request doesn't. Only made while a credential limits recipients. */
	lookUp?: { path: string; ids: Record<string, string>; recipients: (answer: IDataObject) => string[] };
	/** Why nobody can tell the recipients, as a clause: `a list's members can't be checked`. */
	unknowable?: string;
}

/** How the rows of a list come page by page. */
export interface Pager {
	/** The first page's request; `wanted` is the number of rows asked for, undefined for all. */
	first?: (content: Content, wanted: number | undefined) => Content;
	/** The next page's request, or undefined after the last page. `body` is the whole parsed answer. */
	next: (content: Content, rows: IDataObject[], body: unknown) => Content | undefined;
	/** The key that tells rows apart, so that a cursor which repeats rows adds none twice. */
	id: string;
}

/** Files from binary fields that a request carries inside its JSON body. */
export interface Attachments {
	/** The body property whose value is the comma-separated names (or a list) of binary fields. */
	property: string;
	/** What the provider wants for one file; `content` is base64. */
	toBody: (file: { content: string; fileName?: string; mimeType: string }) => IDataObject;
}

/** How large a message may be, by what it goes through on its way. */
export interface SizeLimit {
	/** In bytes, as `weigh` counts. */
	most: number;
	/** Who takes no more, and what to do, in sentences for people. */
	words: string;
	/** What a message counts for: its body without files, the files' sizes as they are stored, and the request with all of it. */
	weigh: (message: { body: IDataObject; files: number[]; json: number }) => number;
}

/** One operation: reads like the page of the API reference that it stands for. */
export interface Operation {
	/** In the operation list, Title Case. */
	name: string;
	/** Unique within the node, since a parameter is shown by the operation alone. */
	value: string;
	/** In n8n's list of actions: sentence case, no articles. */
	action: string;
	description: string;
	effect: Effect;
	request: {
		method: IHttpRequestMethods;
		/** With placeholders that are names of parameters: `/v1/inboxes/{inboxId}`. */
		path: string;
		/** Checks of the placeholders. */
		ids?: Record<string, Schema>;
		/** A function asks the form while it makes the schema, not later: items that answer alike share the schema. */
		query?: Schema | ((form: Form) => Schema);
		/** As `query`. */
		body?: Schema | ((form: Form) => Schema);
		/** What this operation always sends in its body; it is part of what `body` checks. */
		constants?: IDataObject;
	};
	/** In the order of the form, without display conditions on the operation: those are added. */
	parameters: INodeProperties[];
	reaches?: (content: Content) => Reach;
	/** How a person finds out whether a message whose outcome is unknown went out. */
	howToCheck?: string;
	/** The body property by which the provider drops a repeated send; made where the person leaves it empty. */
	localId?: string;
	/** The text that is billed in SMS segments. */
	smsText?: (content: Content) => string | undefined;
	attachments?: Attachments;
	/** What is judged before anything leaves: a message that is too large would be found by the provider, after others have gone. */
	size?: {
		/** The fields that make a message large beside its files, as they are called in the form: `Text, HTML`. */
		fields: string;
		/** @throws InvalidValue where a field that a limit depends on can't be read; the message names the field. */
		limits: (form: Form) => SizeLimit[];
	};
	/** The keys that Simplify keeps, ids first, at most ten. */
	simplified?: string[];
	page?: Pager;
	/** The parameter with a time before which rows aren't wanted, and the key of a row's time; rows come newest first. */
	since?: { parameter: string; row: string };
	/** Makes the answer's rows where the provider's shape needs it. */
	rows?: (answer: unknown) => unknown;
}

/** One resource: a folder of operations. */
export interface Resource {
	name: string;
	value: string;
	/** The first one is chosen at first. */
	operations: Operation[];
}

/**
 * Declares an operation.
 * @throws Error where a placeholder of the path has no parameter or no check
 */
export function operation(declaration: Operation): Operation {
	for (const placeholder of placeholdersOf(declaration.request.path)) {
		if (!declaration.parameters.some(({ name }) => name === placeholder) || !declaration.request.ids?.[placeholder]) {
			throw new Error(`${declaration.value}: {${placeholder}} needs a parameter and a check of that name`);
		}
	}
	return declaration;
}

/** Declares a resource. */
export function resource(declaration: Resource): Resource {
	return declaration;
}

/** A parameter that is sent: where to, and the words a person sees for it. */
export interface SentParameter {
	/** With the name of its collection in front, if it is in one: `additionalFields.mediaUrl`. */
	name: string;
	in: 'body' | 'query';
	property: string;
	label: string;
	displayOptions: INodeProperties['displayOptions'];
}

/** Every parameter of an operation that is sent, those in collections too. */
export function sentParameters(parameters: INodeProperties[], within = ''): SentParameter[] {
	return parameters.flatMap(({ name, displayName, displayOptions, routing, type, options }) => {
		const path = within + name;
		if (type === 'collection') return sentParameters(options as INodeProperties[], `${path}.`);
		const { property, type: place } = routing?.send ?? {};
		if (!property) return [];
		return [{ name: path, in: place === 'body' ? ('body' as const) : ('query' as const), property, label: displayName, displayOptions }];
	});
}
