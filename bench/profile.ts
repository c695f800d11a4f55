import { Session, type Profiler } from 'node:inspector/promises';

/** Shares of the CPU time of a run, from 0 to 1. */
export interface Shares {
	/** n8n's request helper, the libraries below it and Node's own HTTP and sockets. */
	request: number;
	/** The evaluation of expressions. */
	expressions: number;
	/** This package. */
	own: number;
	/** n8n's other code. */
	n8n: number;
	garbage: number;
	/** Everything else. */
	rest: number;
}

const EVERY_MICROSECONDS = 500;

/** Which share a frame of the stack belongs to, by its file. A file that isn't here counts for the code that called it. */
const OWNERS: Array<[keyof Shares, RegExp]> = [
	['request', /\/n8n-core\/.*request-helper|\/node_modules\/(axios|follow-redirects|form-data|[^/]*proxy[^/]*|agent-base|qs)\//],
	['expressions', /\/n8n-workflow\/.*(expression|workflow-data-proxy)|\/(@n8n\/tournament|esprima-next|recast|ast-types)\//],
	['n8n', /\/(n8n-core|n8n-workflow|n8n-nodes-base|@n8n)\//],
	['own', /\/dist\/(nodes|credentials)\//],
];

/** Node's files for HTTP and sockets. In this process, only the measured requests use them. */
const SOCKETS = /^node:(_http|_tls|http|https|net|dns|stream|internal\/(http|net|dns|stream|streams|timers|js_stream)|_stream)/;

/**
 * Runs something under V8's sampling profiler.
 *
 * @returns the shares of CPU time. The innermost frame with a known owner decides where a sample counts.
 */
export async function profiled(work: () => Promise<unknown>): Promise<Shares> {
	const session = new Session();
	session.connect();
	try {
		await session.post('Profiler.enable');
		await session.post('Profiler.setSamplingInterval', { interval: EVERY_MICROSECONDS });
		await session.post('Profiler.start');
		await work();
		const { profile } = await session.post('Profiler.stop');
		return sharesOf(profile);
	} finally {
		session.disconnect();
	}
}

/** Adds up a profile's samples by the owners of the code. Idle time isn't counted. */
export function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Shares {
	const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
	const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
	const owners = new Map(nodes.map(({ id }) => [id, ownerOf(id)]));

	function ownerOf(leaf: number): keyof Shares | undefined {
		const { functionName } = frames.get(leaf)!;
		if (functionName === '(idle)') return undefined;
		if (functionName === '(garbage collector)') return 'garbage';
		let isSocket = false;
		for (let id: number | undefined = leaf; id !== undefined; id = callers.get(id)) {
			const { url } = frames.get(id)!;
			const owner = OWNERS.find(([, files]) => files.test(url));
			if (owner) return owner[0];
			isSocket ||= SOCKETS.test(url);
		}
		return isSocket ? 'request' : 'rest';
	}

	const shares: Shares = { request: 0, expressions: 0, own: 0, n8n: 0, garbage: 0, rest: 0 };
	let total = 0;
	samples.forEach((id, position) => {
		const owner = owners.get(id);
		if (!owner) return;
		shares[owner] += timeDeltas[position];
		total += timeDeltas[position];
	});
	for (const owner of Object.keys(shares) as Array<keyof Shares>) shares[owner] /= total;
	return shares;
}
