import { fork } from 'node:child_process';

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

/** A process of the benchmark that answers calls by name. */
export interface Callee {
	/** @throws Error with the stack of what was thrown there, or where the process has ended before it answered */
	call<Result>(name: string, argument?: unknown): Promise<Result>;
	stop(): void;
}

/** Everything that was started; ended with the benchmark, however that ends. */
const started = new Set<Callee>();

/** Starts a module of this folder in a process of its own, on the same Node with the same switches. */
export function startProcess(module: string, environment: NodeJS.ProcessEnv = {}): Callee {
	const child = fork(module, { env: { ...process.env, ...environment }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
	const waiting = new Map<number, { resolve: (result: never) => void; reject: (fault: Error) => void }>();
	let calls = 0;
	let ended: string | undefined;
	child.on('message', ({ call, result, fault }: Answer) => {
		const caller = waiting.get(call);
		waiting.delete(call);
		if (fault === undefined) caller?.resolve(result as never);
		else caller?.reject(new Error(fault));
	});
	child.on('exit', (code, signal) => {
		ended = `A process of the benchmark ended with ${signal ?? code}`;
		started.delete(callee);
		for (const { reject } of waiting.values()) reject(new Error(ended));
		waiting.clear();
	});
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
	started.add(callee);
	return callee;
}

/** Ends what is still running, but `spared`. */
export function stopProcesses(spared?: Callee): void {
	for (const callee of started) if (callee !== spared) callee.stop();
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
