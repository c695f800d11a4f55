import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

/** Which request is made. */
export interface Target {
	method: IHttpRequestMethods;
	/** A path template such as `/v1/inboxes/{inboxId}`. */
	path: string;
	/** How its rows come page by page, if they do. */
	page?: Pager;
}

/** What a person's fields make of one item: the parts of a request, and what else the operation is to know. */
export interface Content {
	request: Target;
	/** Checked values for the placeholders of the path. */
	ids: Record<string, string>;
	query: IDataObject;
	body: IDataObject;
	/** Fields that are not sent, under the names of their parameters. */
	settings: Record<string, unknown>;
}

/** How the rows of a list come page by page. */
export interface Pager {
	/** The first page's request; `wanted` is the number of rows asked for, undefined for all. */
	first?: (content: Content, wanted: number | undefined) => Content;
	/** The next page's request, or undefined after the last page. `body` is the whole parsed answer. */
	next: (content: Content, rows: IDataObject[], body: unknown) => Content | undefined;
	/** The key that tells rows apart, so that a cursor which repeats rows adds none twice. */
	id: string;
	/** The key of a row's time, where the rows come newest first: the list ends where After is reached. */
	time?: string;
}
