import type {
	IAllExecuteFunctions,
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestMethods,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import type { Content } from '../content';
import type { Answer, Provider } from '../provider';
import { baseUrlOf } from '../security/credentials';
import { pathOf } from '../security/path';
import { outcomeOf, outcomeOfThrown, type Outcome } from './outcome';
import { StreamedBody } from './streamedBody';

/** A request as it goes out, for people to look at as well: no header of it holds a secret yet. */
export interface PreparedRequest {
	method: IHttpRequestMethods;
	url: string;
	query: IDataObject;
	/** JSON to be, or JSON that is read while it goes out. */
	body: IDataObject | StreamedBody;
}

/** The request that checked content makes. */
export function prepareRequest({ request: { method, path }, ids, query, body }: Content): PreparedRequest {
	return { method, url: pathOf(path, ids), query, body };
}

/** What a person set under Request Options, in the words of n8n's request helper. */
export type RequestSettings = Pick<IHttpRequestOptions, 'timeout' | 'proxy' | 'skipSslCertificateValidation'>;

/** n8n's context as far as a request needs it: of a node run, of a tool call, or of the editor. */
export interface RequestContext {
	getCredentials: (type: string, itemIndex?: number) => Promise<ICredentialDataDecryptedObject>;
	helpers: Pick<IAllExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
}

/** Who asks a provider: the credential of a node, through n8n's request helper. */
export class Sender {
	private renewing: Promise<void> | undefined;

	/** @param credentials as n8n decrypted them. They are read once a run, and again where the provider doesn't accept them. */
	constructor(
		readonly provider: Provider,
		private readonly context: RequestContext,
		public credentials: ICredentialDataDecryptedObject,
	) {}

	/**
	 * After a 401: the credential may have been changed since it was read, and a token of it may have run out. Requests that
	 * were refused together renew it once.
	 *
	 * @param used the credential that was not accepted
	 */
	async renew(used: ICredentialDataDecryptedObject): Promise<void> {
		if (used !== this.credentials) return;
		this.renewing ??= this.readAgain().finally(() => {
			this.renewing = undefined;
		});
		await this.renewing;
	}

	private async readAgain(): Promise<void> {
		this.provider.forgetToken?.(this.credentials);
		try {
			this.credentials = { ...(await this.context.getCredentials(this.provider.credential, 0)) };
		} catch {
			// n8n can't read it any more; the provider's answer to the request at hand says why nothing works.
		}
	}

	/** Makes one request and judges what came back. Never throws for what the provider or the network does. */
	async exchange(request: PreparedRequest, settings: RequestSettings): Promise<Outcome> {
		const { provider, context, credentials } = this;
		const opened = request.body instanceof StreamedBody ? await request.body.open() : undefined;
		if (opened && 'failure' in opened) return { kind: 'unreadable', failure: opened.failure };
		const upload = opened?.good;
		try {
			const answer = (await context.helpers.httpRequestWithAuthentication.call(
				context as IAllExecuteFunctions,
				provider.credential,
				optionsOf({ ...request, body: upload?.blob ?? (request.body as IDataObject) }, settings, credentials),
				// Else n8n would read and decrypt the credential for each request.
				{ credentialsDecrypted: { id: '', name: '', type: provider.credential, data: credentials } },
			)) as IN8nHttpFullResponse;
			return outcomeOf(provider, answerOf(answer));
		} catch (thrown) {
			// What n8n makes of a file that broke off looks like a request that never left.
			return upload?.brokenBy ? { kind: 'unknown', reason: upload.brokenBy } : outcomeOfThrown(provider, thrown);
		} finally {
			upload?.close();
		}
	}
}

function answerOf({ statusCode, headers, body }: IN8nHttpFullResponse): Answer {
	return { status: statusCode, headers: headers as Answer['headers'], body };
}

/** n8n's own time until the provider begins to answer, for nodes in which nobody set another. */
const TIMEOUT_MS = 300_000;

function optionsOf(
	{ method, url, query, body }: Omit<PreparedRequest, 'body'> & { body: IDataObject | Blob },
	settings: RequestSettings,
	credentials: ICredentialDataDecryptedObject,
): IHttpRequestOptions {
	const baseURL = baseUrlOf(credentials);
	const bodiless = ['GET', 'HEAD'].includes(method) || (method === 'DELETE' && isEmpty(body));
	const allowedDomains = allowedDomainsOf(credentials, baseURL);
	return {
		timeout: TIMEOUT_MS,
		...settings,
		method,
		baseURL,
		url,
		// A fresh object each time: n8n and the credential write into it.
		qs: { ...query },
		// `status[]` of two values is sent as that name twice; n8n would send `status[][0]` and `status[][1]`.
		arrayFormat: 'repeat',
		// n8n leaves out a body that is an empty object; these APIs want one.
		...(!bodiless && { body: isEmpty(body) ? '{}' : body }),
		headers: { Accept: 'application/json', ...(!bodiless && { 'Content-Type': 'application/json' }) },
		json: true,
		returnFullResponse: true,
		// Every status is judged here; a followed redirect would repeat a send or carry credentials elsewhere.
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		...(allowedDomains && { allowedDomains }),
	};
}

function isEmpty(value: IDataObject | Blob): boolean {
	return Object.keys(value).length === 0;
}

/**
 * The hosts that n8n's Allowed HTTP Request Domains of a credential leave to this node: its own address, which the
 * credential itself names, and the list. Set here, since n8n's own helper for it differs between versions.
 */
function allowedDomainsOf({ allowedHttpRequestDomains, allowedDomains }: ICredentialDataDecryptedObject, baseURL: string): string | undefined {
	if (allowedHttpRequestDomains !== 'domains') return undefined;
	return [new URL(baseURL).hostname, allowedDomains].filter(Boolean).join(', ');
}
