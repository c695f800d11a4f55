import { Ajv } from 'ajv';

import { providerNames } from './provider.ts';
import type { ProviderName } from './provider.ts';

/** How a 429 says how long to wait. `provider` is the provider's own way. */
export type ThrottleStyle =
	| 'provider'
	| 'retryAfterSeconds'
	| 'retryAfterDate'
	| 'milliseconds'
	| 'rateLimitReset'
	| 'none'
	| 'dailyQuota'
	| 'monthlyQuota';

/** What goes wrong. Every kind but `delay` replaces the answer. */
export type Misfortune =
	| {
			type: 'status';
			status: number;
			/** A string is sent as it is, any other value as JSON. If it is left out, the body is the provider's usual one. */
			body?: unknown;
			headers?: Record<string, string>;
			/** With null, the answer has no Content-Type. */
			contentType?: string | null;
	  }
	/** With `when: 'before'`, the request is processed later; with `after`, only the answer comes later. */
	| { type: 'delay'; milliseconds: number }
	/** The connection is reset; with `unread`, when the headers have arrived and before the body is read. */
	| { type: 'reset'; unread?: boolean }
	/** The connection is reset before the whole length that Content-Length says was sent. */
	| { type: 'truncate'; status?: number; body?: string }
	/** The content type is JSON, but the body is not. */
	| { type: 'invalidJson'; status?: number; body?: string }
	| { type: 'html'; status?: number; body?: string }
	/** Without a location, it leads to `redirectTrap`, which answers 200 and records the request as a violation. */
	| { type: 'redirect'; status?: 301 | 302 | 303 | 307 | 308; location?: string }
	/** Status 429. `milliseconds` is how long to wait; in headers with seconds it is rounded up. */
	| { type: 'throttle'; style?: ThrottleStyle; milliseconds?: number }
	/** There is never an answer. */
	| { type: 'hang' }
	/** Status 401 with the provider's usual body. */
	| { type: 'unauthorized' };

/** Asks for something to go wrong. */
export interface FaultRequest {
	provider: ProviderName;
	/** A request must match everything that is given. `path` is an operationId or a path of the contract, or a real path. */
	match?: { method?: string; path?: string; bodyIncludes?: string };
	/** How many matching requests pass first. */
	skip?: number;
	/** How many requests it strikes after that: 1 by default. */
	times?: number | 'always';
	/** Whether it strikes before the request is processed (the default), or after it, when the message is already accepted. */
	when?: 'before' | 'after';
	fault: Misfortune;
}

export interface Fault extends Required<Omit<FaultRequest, 'match'>> {
	id: number;
	match: NonNullable<FaultRequest['match']>;
	/** How many requests it has struck. */
	struck: number;
}

/** The request that a fault is compared with. */
export interface Candidate {
	provider: ProviderName;
	method: string;
	path: string;
	operationId?: string;
	template?: string;
	/** Raw text of the body; undefined while it hasn't been read. */
	body?: string;
}

const wait = { type: 'integer', minimum: 0 };
const status = { type: 'integer', minimum: 200, maximum: 599 };
const text = { type: 'string' };

function kind(type: string, properties: Record<string, unknown>, required: string[] = []) {
	return {
		type: 'object',
		additionalProperties: false,
		required: ['type', ...required],
		properties: { type: { const: type }, ...properties },
	};
}

const styles: ThrottleStyle[] = [
	'provider',
	'retryAfterSeconds',
	'retryAfterDate',
	'milliseconds',
	'rateLimitReset',
	'none',
	'dailyQuota',
	'monthlyQuota',
];

const misfortunes: Record<Misfortune['type'], object> = {
	status: kind(
		'status',
		{
			status,
			body: {},
			headers: { type: 'object', additionalProperties: text },
			contentType: { type: 'string', nullable: true },
		},
		['status'],
	),
	delay: kind('delay', { milliseconds: wait }, ['milliseconds']),
	reset: kind('reset', { unread: { type: 'boolean' } }),
	truncate: kind('truncate', { status, body: text }),
	invalidJson: kind('invalidJson', { status, body: text }),
	html: kind('html', { status, body: text }),
	redirect: kind('redirect', { status: { enum: [301, 302, 303, 307, 308] }, location: text }),
	throttle: kind('throttle', { style: { enum: styles }, milliseconds: wait }),
	hang: kind('hang', {}),
	unauthorized: kind('unauthorized', {}),
};

const ajv = new Ajv({ allowUnionTypes: true, strictRequired: false });
const validRequest = ajv.compile({
	type: 'object',
	additionalProperties: false,
	required: ['provider', 'fault'],
	properties: {
		provider: { enum: [...providerNames] },
		match: {
			type: 'object',
			additionalProperties: false,
			properties: { method: text, path: text, bodyIncludes: { type: 'string', minLength: 1 } },
		},
		skip: { type: 'integer', minimum: 0 },
		times: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'always' }] },
		when: { enum: ['before', 'after'] },
		fault: { type: 'object', required: ['type'], properties: { type: { enum: Object.keys(misfortunes) } } },
	},
});
const validMisfortune = Object.fromEntries(
	Object.entries(misfortunes).map(([type, schema]) => [type, ajv.compile(schema)]),
);

function check(request: FaultRequest): void {
	const validator = validRequest(request) ? validMisfortune[request.fault.type] : validRequest;
	const value = validator === validRequest ? request : request.fault;
	if (validator && !validator(value)) {
		throw new Error(`Not a fault: ${ajv.errorsText(validator.errors, { dataVar: 'fault' })}`);
	}
	const { fault, match, when, provider } = request;
	if (fault.type === 'reset' && fault.unread && (match?.bodyIncludes !== undefined || when === 'after')) {
		throw new Error('Not a fault: a reset with the body unread can neither match a body nor come after processing');
	}
	if (fault.type === 'throttle' && fault.style?.endsWith('Quota') && provider !== 'sendook') {
		throw new Error(`Not a fault: ${provider} has no quotas, only sendook has`);
	}
}

function fits(fault: Fault, candidate: Candidate): boolean {
	const { method, path, bodyIncludes } = fault.match;
	return (
		fault.provider === candidate.provider &&
		(method === undefined || method.toUpperCase() === candidate.method) &&
		(path === undefined || [candidate.operationId, candidate.template, candidate.path].includes(path)) &&
		(bodyIncludes === undefined || (candidate.body ?? '').includes(bodyIncludes))
	);
}

/** The faults, in the order in which they were added. */
export class Faults {
	private faults: Fault[] = [];
	private skipped = new Map<number, number>();
	private lastId = 0;

	/** @throws Error that says what is wrong with the fault */
	add(request: FaultRequest): Fault {
		check(request);
		this.lastId += 1;
		const fault: Fault = {
			id: this.lastId,
			provider: request.provider,
			match: request.match ?? {},
			skip: request.skip ?? 0,
			times: request.times ?? 1,
			when: request.when ?? 'before',
			fault: request.fault,
			struck: 0,
		};
		this.faults.push(fault);
		return fault;
	}

	/**
	 * Finds the faults that strike a request at this point: all delays, whose times are added up, and the first of the others.
	 *
	 * @param unread Whether the body hasn't been read yet
	 */
	strike(candidate: Candidate, when: 'before' | 'after', unread = false): { delay: number; fault?: Misfortune } {
		let delay = 0;
		let struck: Misfortune | undefined;
		for (const each of this.faults) {
			const { fault } = each;
			if (each.when !== when || (fault.type === 'reset' && fault.unread === true) !== unread) continue;
			if (fault.type !== 'delay' && struck !== undefined) continue;
			if ((each.times !== 'always' && each.struck >= each.times) || !fits(each, candidate)) continue;
			const skipped = this.skipped.get(each.id) ?? 0;
			if (skipped < each.skip) {
				this.skipped.set(each.id, skipped + 1);
				continue;
			}
			each.struck += 1;
			if (fault.type === 'delay') delay += fault.milliseconds;
			else struck = fault;
		}
		return struck === undefined ? { delay } : { delay, fault: struck };
	}

	/** All faults, also those that won't strike again. */
	list(): Fault[] {
		return structuredClone(this.faults);
	}

	/** Removes one fault, or all. */
	clear(id?: number): void {
		this.faults = id === undefined ? [] : this.faults.filter((fault) => fault.id !== id);
	}
}
