import type { ProviderName } from './provider.ts';

/**
 * How many requests a provider accepts.
 *
 * fixed: a window begins with the first request. Until it ends, at most `count` requests are accepted.
 * sliding: at any time, at most `count` requests were accepted within the last `window`.
 * bucket: each request takes a token. There are `count` tokens, and `count` more come evenly over each `window`.
 */
export interface LimitSetting {
	count: number;
	/** Milliseconds. */
	window: number;
	kind: 'fixed' | 'sliding' | 'bucket';
	/** Whether it is not applied. Some limits are off at first, because only some accounts have them. */
	off?: boolean;
}

export interface LimitHit extends LimitSetting {
	/** The limit's name, such as `hourly`. */
	limit: string;
	allowed: boolean;
	remaining: number;
	/** Milliseconds until another request is accepted. If one is accepted now: until the window ends. */
	wait: number;
}

interface Count {
	started: number;
	used: number;
	times: number[];
}

function take(setting: LimitSetting, count: Count, now: number): { allowed: boolean; remaining: number; wait: number } {
	if (setting.kind === 'fixed') {
		if (count.used === 0 || now - count.started >= setting.window) {
			count.started = now;
			count.used = 0;
		}
		count.used += 1;
		return {
			allowed: count.used <= setting.count,
			remaining: Math.max(0, setting.count - count.used),
			wait: count.started + setting.window - now,
		};
	}
	if (setting.kind === 'sliding') {
		const kept = count.times.findIndex((time) => now - time < setting.window);
		count.times.splice(0, kept === -1 ? count.times.length : kept);
		const allowed = count.times.length < setting.count;
		if (allowed) count.times.push(now);
		return {
			allowed,
			remaining: setting.count - count.times.length,
			wait: (count.times[0] ?? now) + setting.window - now,
		};
	}
	const perToken = setting.window / setting.count;
	count.used = Math.max(0, count.used - (now - count.started) / perToken);
	count.started = now;
	const allowed = count.used + 1 <= setting.count;
	if (allowed) count.used += 1;
	return {
		allowed,
		remaining: Math.floor(setting.count - count.used),
		wait: Math.max(0, Math.ceil((count.used + 1 - setting.count) * perToken)),
	};
}

/** Makes a function that counts requests against one limit, each at the time (in milliseconds) that the caller gives. */
export function limiterOf(setting: LimitSetting): (now: number) => Pick<LimitHit, 'allowed' | 'remaining' | 'wait'> {
	const count: Count = { started: 0, used: 0, times: [] };
	return (now) => take(setting, count, now);
}

/** The limits of all providers: the documented ones, until a test changes them. */
export class Limits {
	private readonly documented: Record<ProviderName, Record<string, LimitSetting>>;
	private settings = new Map<string, LimitSetting>();
	private counts = new Map<string, Count>();

	constructor(documented: Record<ProviderName, Record<string, LimitSetting>>) {
		this.documented = documented;
	}

	/**
	 * Changes one limit of a provider, or all of them.
	 *
	 * @param setting `off`, `default` (as documented), or a setting
	 * @param name Which limit; if it is left out, `off` and `default` change all of them, and a setting changes the first
	 * @throws Error if there is no such limit
	 */
	set(provider: ProviderName, setting: 'off' | 'default' | LimitSetting, name?: string): void {
		const names = Object.keys(this.documented[provider]);
		if (name !== undefined && !names.includes(name)) {
			throw new Error(`${provider} has no limit "${name}". It has: ${names.join(', ')}`);
		}
		const chosen = name !== undefined ? [name] : typeof setting === 'string' ? names : names.slice(0, 1);
		for (const each of chosen) {
			const key = `${provider} ${each}`;
			const documented = this.documented[provider][each] as LimitSetting;
			for (const counted of this.counts.keys()) if (counted.startsWith(`${key} `)) this.counts.delete(counted);
			if (setting === 'default') this.settings.delete(key);
			else this.settings.set(key, setting === 'off' ? { ...documented, off: true } : { ...setting });
		}
	}

	/** Counts one request (or message) against a limit. Gives undefined if the limit is off. */
	take(provider: ProviderName, name: string, whose: string): LimitHit | undefined {
		return this.hit(provider, name, whose, (count) => count);
	}

	/** Gives what `take` would give, but counts nothing. */
	peek(provider: ProviderName, name: string, whose: string): LimitHit | undefined {
		return this.hit(provider, name, whose, (count) => structuredClone(count));
	}

	private hit(
		provider: ProviderName,
		name: string,
		whose: string,
		counted: (count: Count) => Count,
	): LimitHit | undefined {
		const setting = this.settings.get(`${provider} ${name}`) ?? this.documented[provider][name];
		if (setting === undefined || setting.off) return undefined;
		const key = `${provider} ${name} ${whose}`;
		const count = this.counts.get(key) ?? { started: 0, used: 0, times: [] };
		this.counts.set(key, count);
		return { ...setting, limit: name, ...take(setting, counted(count), Date.now()) };
	}

	/** The limits as they are now. */
	list(): Record<ProviderName, Record<string, LimitSetting>> {
		return Object.fromEntries(
			Object.entries(this.documented).map(([provider, limits]) => [
				provider,
				Object.fromEntries(
					Object.entries(limits).map(([name, limit]) => [name, this.settings.get(`${provider} ${name}`) ?? limit]),
				),
			]),
		) as Record<ProviderName, Record<string, LimitSetting>>;
	}

	reset(): void {
		this.settings.clear();
		this.counts.clear();
	}
}
