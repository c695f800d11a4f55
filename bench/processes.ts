import { fork } from 'node:child_process';
import path from 'node:path';

interface Request {
	call: number;
	name: string;
	argument: unknown;
}

interface Answer {
	call: number;
	result?: unknown;
	fault?: string;
}

/** Something that was started and must end with the benchmark. */
export interface Started {
	stop(): void;
}

/** A process of the benchmark that answers calls by name. */
export interface Callee extends Started {
	/** @throws Error with the stack of an error that was thrown there; also if the process ended before it answered */
	call<Result>(name: string, argument?: unknown): Promise<Result>;
}

/** Everything that was started. It is stopped when the benchmark ends in any way. */
const started = new Set<Started>();

/** Makes something end with the benchmark. @returns a function to call when it has ended by itself */
export function endsWithTheBenchmark(service: Started): () => void {
	started.add(service);
	return () => void started.delete(service);
}

/** Starts a module of this folder in its own process, with the same Node and the same options. */
export function startProcess(
	module: string,
	{ environment = {}, folder }: { environment?: NodeJS.ProcessEnv; folder?: string } = {},
): Callee {
	const child = fork(path.join(import.meta.dirname, module), {
		env: { ...process.env, ...environment },
		cwd: folder,
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const waiting = new Map<number, { resolve: (result: never) => void; reject: (fault: Error) => void }>();
	let calls = 0;
	let ended: string | undefined;
	const callee: Callee = {
		call(name, argument) {
			if (ended) return Promise.reject(new Error(ended));
			return new Promise((resolve, reject) => {
				calls += 1;
				waiting.set(calls, { resolve, reject });
				child.send({ call: calls, name, argument } satisfies Request);
			});
		},
		stop() {
			child.kill('SIGKILL');
		},
	};
	const forget = endsWithTheBenchmark(callee);
	child.on('message', ({ call, result, fault }: Answer) => {
		const caller = waiting.get(call);
		waiting.delete(call);
		if (fault === undefined) caller?.resolve(result as never);
		else caller?.reject(new Error(fault));
	});
	child.on('exit', (code, signal) => {
		ended = `A process of the benchmark ended with ${signal ?? code}`;
		forget();
		for (const { reject } of waiting.values()) reject(new Error(ended));
		waiting.clear();
	});
	return callee;
}

/** Stops everything that is still running, except `spared`. */
export function stopProcesses(spared?: Started): void {
	for (const service of started) if (service !== spared) service.stop();
}

type Handlers = Record<string, (argument: never) => unknown>;

/** Answers the calls of the process that started this one, and ends with it. */
export function answerCalls(handlers: Handlers): void {
	const answer = async ({ call, name, argument }: Request): Promise<Answer> => {
		try {
			return { call, result: await handlers[name](argument as never) };
		} catch (thrown) {
			return { call, fault: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
		}
	};
	process.on('message', (request: Request) => {
		void answer(request).then((made) => process.send?.(made));
	});
	process.on('disconnect', () => process.exit());
}
