import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestMethods,
	IN8nHttpFullResponse,
	INodeExecutionData,
} from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Answer, Content, Provider } from '../provider';
import { baseUrlOf } from '../request/credentials';
import { pathOf } from '../request/path';
import type { Item } from './item';
import { outcomeOf, outcomeOfThrown, type Outcome } from './outcome';
import { StreamedBody } from './streamedBody';

/**
 * Declared on the `resource` parameter, so it runs before any other postReceive: hands the provider's whole answer to
 * `deliver`, which would otherwise see neither status nor headers.
 */
export async function passAnswerOn(
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	{ statusCode, headers, body }: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const answer: Answer = { status: statusCode, headers: headers as Answer['headers'], body };
	return [{ json: answer as unknown as IDataObject }];
}

/** A request as it goes out, for people to look at as well: no header of it holds a secret yet. */
export interface PreparedRequest {
	method: IHttpRequestMethods;
	url: string;
	query: IDataObject;
	/** JSON to be, or JSON that is read while it goes out. */
	body: IDataObject | StreamedBody;
}

/** The request that checked content makes. */
export function prepareRequest(
	{ method, path }: Pick<Operation['request'], 'method' | 'path'>,
	content: Content,
): PreparedRequest {
	return { method, url: pathOf(path, content.ids), query: content.query, body: content.body };
}

/** Makes one request through n8n and judges what came back. Never throws for what the provider or the network does. */
export async function exchange(
	provider: Provider,
	credentials: ICredentialDataDecryptedObject,
	item: Item,
	request: PreparedRequest,
): Promise<Outcome> {
	const { context, requestData } = item;
	const { allowedDomains } = requestData.options;
	const bodiless = ['GET', 'HEAD'].includes(request.method) || (request.method === 'DELETE' && isEmpty(request.body));
	const opened = request.body instanceof StreamedBody ? await request.body.open() : undefined;
	if (opened && 'failure' in opened) return { kind: 'unreadable', failure: opened.failure };
	const upload = opened?.good;
	try {
		const baseURL = baseUrlOf(credentials);
		const [{ json }] = await context.makeRoutingRequest({
			...requestData,
			// A fresh object each time: n8n and the credential write into it.
			options: {
				...requestData.options,
				method: request.method,
				baseURL,
				// With n8n's Allowed Domains a node's own host is always allowed, and this node's is its credential's.
				...(allowedDomains && { allowedDomains: `${new URL(baseURL).hostname}, ${allowedDomains}` }),
				url: request.url,
				qs: { ...request.query },
				// n8n leaves out a body that is an empty object; these APIs want one.
				body: bodiless ? undefined : isEmpty(request.body) ? '{}' : (upload?.blob ?? (request.body as IDataObject)),
				headers: { Accept: 'application/json', ...(!bodiless && { 'Content-Type': 'application/json' }) },
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
			},
		});
		return outcomeOf(provider, json as unknown as Answer);
	} catch (thrown) {
		// What n8n makes of a file that broke off looks like a request that never left.
		return upload?.brokenBy ? { kind: 'unknown', reason: upload.brokenBy } : outcomeOfThrown(provider, thrown);
	} finally {
		upload?.close();
	}
}

function isEmpty(value: IDataObject | StreamedBody): boolean {
	return Object.keys(value).length === 0;
}
