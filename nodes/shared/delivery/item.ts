import type { IBinaryData } from 'n8n-workflow';
import type { Content } from '../content';
import type { ItemForm, Routed } from '../form/read';
import type { Reach, Said } from '../operation';
import type { RequestSettings } from '../transport/exchange';
import type { DeliveryOptions } from './options';

/** n8n's way to the binary data of one item, wherever the workflow keeps them (beside the JSON or within it). */
export interface Files {
	/** The names of the item's binary fields, as far as n8n lists them. */
	names: () => string[];
	/** What is known of a file without reading it; undefined where the item has no such field. */
	find: (name: string) => IBinaryData | undefined;
	/** Whether a file in n8n's storage is one that a node of this execution gave. n8n's storage opens those of all executions to whoever names their ID. */
	isOwn: (id: string) => boolean;
	/** What n8n's storage knows of a file that has an ID there. */
	metadata: (id: string) => Promise<{ fileSize: number }>;
	/** Reads such a file in pieces of so many bytes. */
	open: (id: string, pieceBytes: number) => Promise<AsyncIterable<unknown> & { destroy: () => void }>;
}

/** One item of a node run, its parameters read but not checked. */
export interface Item {
	/** Its number in the input, from 0; the one that n8n shows as [item 0]. */
	index: number;
	form: ItemForm;
	files: Files;
	options: DeliveryOptions;
	settings: RequestSettings;
	/** What n8n's RoutingNode has made of the parameters, where it was asked. */
	routed?: Routed;
}

/** An item whose parameters were found good. Nothing else of it is kept, since a run may have many thousands. */
export interface CheckedItem {
	index: number;
	content: Content;
	/** Normalised recipients and conversations: two items that share one are never under way together. */
	lanes: string[];
	recipients: string[];
	/** Whom it goes to, for people, where the recipients are not known. */
	to?: string;
	said: Said;
	/** How many SMS segments its text is billed as, where it is a text. */
	segments?: number;
	files: Files;
	options: DeliveryOptions;
	settings: RequestSettings;
	/** Where its request does not name whom it reaches and the credential limits that: when it was read, by `passed`. */
	lookUp?: { reach: Reach; readAt: number };
}
