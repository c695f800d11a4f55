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
import { userAgent } from '../userAgent';
import { outcomeOf, outcomeOfThrown, type Outcome } from './outcome';
import { StreamedBody } from './streamedBody';

/** A request before the credential is added to it. It holds no secret yet, so previews show it. */
export interface PreparedRequest {
	method: IHttpRequestMethods;
	url: string;
	query: IDataObject;
	/** An object that is sent as JSON, or JSON that is read while it is sent. */
	body: IDataObject | StreamedBody;
}

/** The request that checked content makes. */
export function prepareRequest({ request: { method, path }, ids, query, body }: Content): PreparedRequest {
	return { method, url: pathOf(path, ids), query, body };
}

/** A person's Request Options, as n8n's request helper takes them. */
export type RequestSettings = Pick<IHttpRequestOptions, 'timeout' | 'proxy' | 'skipSslCertificateValidation'>;

/** The parts of n8n's context that a request needs. The context is that of a node run, of a tool call or of the editor. */
export interface RequestContext {
	getCredentials: (type: string, itemIndex?: number) => Promise<ICredentialDataDecryptedObject>;
	helpers: Pick<IAllExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
}

/** Makes requests to one provider with one credential, through n8n's request helper. */
export class Sender {
	private renewing: Promise<void> | undefined;

	/** @param credentials as n8n decrypted them; they are read once a run, and again after a 401 */
	constructor(
		readonly provider: Provider,
		private readonly context: RequestContext,
		public credentials: ICredentialDataDecryptedObject,
	) {}

	/**
	 * Reads the credential again after a 401: somebody may have changed it meanwhile, or its token may have expired. If
	 * several requests got a 401 at the same time, it is read again only once.
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
			// n8n can't read the credential any more. The old one stays, and the person reads the provider's 401.
		}
	}

	/** Makes one request and judges the answer. Never throws for what the provider or the network does. */
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
				// Without this, n8n would read and decrypt the credential for each request.
				{ credentialsDecrypted: { id: '', name: '', type: provider.credential, data: credentials } },
			)) as IN8nHttpFullResponse;
			return outcomeOf(provider, answerOf(answer));
		} catch (thrown) {
			// If a file couldn't be read to its end, n8n's error looks as if the request had never left.
			return upload?.brokenBy ? { kind: 'unknown', reason: upload.brokenBy } : outcomeOfThrown(provider, thrown);
		} finally {
			upload?.close();
		}
	}
}

function answerOf({ statusCode, headers, body }: IN8nHttpFullResponse): Answer {
	return { status: statusCode, headers: headers as Answer['headers'], body };
}

/** How long to wait until the provider begins to answer, if nobody set a Timeout. n8n uses the same time. */
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
		// A copy, since n8n and the credential write into this object.
		qs: { ...query },
		// Sends two values of `status[]` as that name twice. n8n would send `status[][0]` and `status[][1]`.
		arrayFormat: 'repeat',
		// n8n would leave out an empty object, but these APIs want a body.
		...(!bodiless && { body: isEmpty(body) ? '{}' : body }),
		headers: { Accept: 'application/json', 'User-Agent': userAgent, ...(!bodiless && { 'Content-Type': 'application/json' }) },
		json: true,
		returnFullResponse: true,
		// `outcomeOf` judges every status. Following a redirect could repeat a send, or give the credential to another host.
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		...(allowedDomains && { allowedDomains }),
	};
}

function isEmpty(value: IDataObject | Blob): boolean {
	return Object.keys(value).length === 0;
}

/**
 * The hosts that this node may call, if the credential limits n8n's Allowed HTTP Request Domains: the host of its Base URL
 * and those of the list. They are put together here because n8n's own function for this differs between versions.
 */
function allowedDomainsOf({ allowedHttpRequestDomains, allowedDomains }: ICredentialDataDecryptedObject, baseURL: string): string | undefined {
	if (allowedHttpRequestDomains !== 'domains') return undefined;
	return [new URL(baseURL).hostname, allowedDomains].filter(Boolean).join(', ');
}
