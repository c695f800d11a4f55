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
	/** An object. A list where the API takes a bare one; only the last step before the request makes that. */
	body: IDataObject;
	/** Fields that are not sent, under the names of their parameters. */
	settings: Record<string, unknown>;
}

/** One page of a list, as the provider gave it. */
export interface Page {
	rows: IDataObject[];
	/** Those of its rows that no page before had. */
	fresh: IDataObject[];
	/** How many rows the longest page had so far, this one included. */
	longest: number;
	/** The whole parsed answer; empty if it is no object. */
	body: IDataObject;
}

/** Said in place of the next page where a list may go on, but what the provider answered doesn't lead there. */
export const STUCK = Symbol('stuck');

/** How the rows of a list come page by page. */
export interface Pager {
	/** The first page's request; `wanted` is the number of rows asked for, undefined for all. */
	first?: (content: Content, wanted: number | undefined) => Content;
	/** The next page's request; undefined after the last page. A list that could be whole or not is `STUCK`, never at its end. */
	next: (content: Content, page: Page) => Content | undefined | typeof STUCK;
	/** The key that tells rows apart, so that a cursor which repeats rows adds none twice. */
	id: string;
	/** The key of a row's time. Such rows are put newest first, and the list ends where After is reached. */
	time?: string;
}
