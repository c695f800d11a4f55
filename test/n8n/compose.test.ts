import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';

const root = path.resolve(__dirname, '..', '..');
const source = readFileSync(path.join(root, 'compose.yaml'), 'utf8');
const file = parse(source, { merge: true }) as ComposeFile;

interface ComposeService {
	image: string;
	command?: string | string[];
	environment?: Record<string, string>;
	volumes: string[];
	ports?: string[];
	healthcheck?: { test: string[] };
	depends_on?: Record<string, { condition: string }>;
}

interface ComposeFile {
	services: Record<string, ComposeService>;
	volumes: Record<string, null>;
}

/** The part of the Compose specification that this file uses. Any other key counts as a misspelling. */
const texts = { type: 'array', items: { type: 'string' }, minItems: 1 } as const;
const specification = {
	type: 'object',
	required: ['services', 'volumes'],
	properties: { services: { type: 'object', additionalProperties: { $ref: '#/$defs/service' } }, volumes: { type: 'object' } },
	patternProperties: { '^x-': {} },
	additionalProperties: false,
	$defs: {
		service: {
			type: 'object',
			required: ['image'],
			properties: {
				image: { type: 'string', pattern: '^[a-z0-9./-]+:[0-9.]+$' },
				restart: { enum: ['always', 'no'] },
				entrypoint: texts,
				command: { anyOf: [{ type: 'string' }, texts] },
				environment: { type: 'object', additionalProperties: { type: 'string' } },
				volumes: texts,
				ports: { type: 'array', items: { type: 'string', pattern: String.raw`^127\.0\.0\.1:\d+:\d+$` } },
				depends_on: {
					type: 'object',
					additionalProperties: {
						type: 'object',
						required: ['condition'],
						properties: { condition: { enum: ['service_started', 'service_healthy', 'service_completed_successfully'] } },
						additionalProperties: false,
					},
				},
				healthcheck: {
					type: 'object',
					required: ['test'],
					properties: {
						test: { type: 'array', items: { type: 'string' }, minItems: 2 },
						interval: { type: 'string', pattern: '^[0-9]+s$' },
						timeout: { type: 'string', pattern: '^[0-9]+s$' },
						retries: { type: 'integer' },
					},
					additionalProperties: false,
				},
			},
			additionalProperties: false,
		},
	},
};

const n8nProcesses = ['main', 'webhook', 'worker-1', 'worker-2'];

test('is a YAML file in the form of the Compose specification', () => {
	const validate = new Ajv({ allErrors: true }).compile(specification);
	validate(file);
	expect(validate.errors ?? []).toEqual([]);
});

test('has the processes of queue mode', () => {
	expect(Object.keys(file.services).sort()).toEqual(['install-package', ...n8nProcesses, 'postgres', 'redis'].sort());
	const commands = n8nProcesses.map((name) => file.services[name]!.command);
	expect(commands).toEqual([undefined, 'webhook', 'worker', 'worker']);
});

test('waits only for existing services, and for health only if there is a health check', () => {
	expect(Object.values(file.services).filter(({ depends_on: needed }) => needed).length).toBeGreaterThan(0);
	for (const { depends_on: needed = {} } of Object.values(file.services)) {
		for (const [name, { condition }] of Object.entries(needed)) {
			expect(Object.keys(file.services)).toContain(name);
			if (condition === 'service_healthy') expect(file.services[name]).toHaveProperty('healthcheck');
		}
	}
});

test('mounts only declared volumes, and a different one for each n8n', () => {
	const named = Object.values(file.services).flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')[0]!));
	expect(new Set(named.filter((name) => name !== '.'))).toEqual(new Set(Object.keys(file.volumes)));
	const folders = n8nProcesses.map((name) => file.services[name]!.volumes);
	expect(folders).toEqual(n8nProcesses.map((name) => [`${name}:/home/node/.n8n`]));
});

test('configures every n8n alike, and the databases to match', () => {
	const [told, ...others] = n8nProcesses.map((name) => file.services[name]!.environment!);
	for (const other of others) expect(other).toEqual(told);
	const { postgres, redis } = file.services;
	expect(told).toMatchObject({
		EXECUTIONS_MODE: 'queue',
		DB_POSTGRESDB_HOST: 'postgres',
		DB_POSTGRESDB_DATABASE: postgres!.environment!.POSTGRES_DB,
		DB_POSTGRESDB_USER: postgres!.environment!.POSTGRES_USER,
		DB_POSTGRESDB_PASSWORD: postgres!.environment!.POSTGRES_PASSWORD,
		QUEUE_BULL_REDIS_HOST: 'redis',
	});
	expect(redis!.command).toContain('redis-server');
});

test('runs the same n8n as the demo', () => {
	const { dependencies } = JSON.parse(readFileSync(path.join(root, 'demo', 'package.json'), 'utf8')) as {
		dependencies: Record<string, string>;
	};
	for (const name of n8nProcesses) {
		expect(file.services[name]!.image).toBe(`docker.n8n.io/n8nio/n8n:${dependencies.n8n}`);
	}
});

test('has no secret: each is a variable, and the example file names it', () => {
	const asked = [...source.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name!);
	const named = [...readFileSync(path.join(root, '.env.example'), 'utf8').matchAll(/^(\w+)=(.*)$/gm)];
	expect(new Set(asked)).toEqual(new Set(named.map(([, name]) => name)));
	expect(named.map(([, , value]) => value).join('')).toBe('');
});
