import type { IDataObject, ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Field } from '../form/field';
import type { Provider } from '../provider';
import type { Ask } from './ask';
import type { EventKind, ReportedEvent } from './event';
import type { Filter } from './filters';
import type { PersonRead } from './person';
import type { Post } from './post';
import type { Registration } from './registration';
import type { Settings } from './settings';

/** What is read of one part of a post: an event, `ignored` for what is none (such as a test), or undefined for what can't be read. */
export type Read = ReportedEvent | 'ignored' | undefined;

/** What reading an event back from the provider has shown. */
export type ReadBack = { good: ReportedEvent } | { forged: true } | { failure: { code: string; message: string } };

/** Everything that differs between the triggers of the providers: mostly data. */
export interface TriggerDeclaration {
	provider: Provider;
	/** What a person can choose, what people want first. */
	events: readonly EventKind[];
	/** The values of the events that are chosen at first. */
	chosen: readonly string[];
	/** Words that no list has, given by a person: the field for them. */
	otherEvents?: Field<string[]>;
	filters: readonly Filter[];
	/** Fields beside these, such as switches. */
	fields?: readonly Field[];
	/** Whether a post is from the provider. Never true without a secret, where the provider has one. */
	verify: (post: Post, known: { credentials: () => Promise<ICredentialDataDecryptedObject>; settings: Settings; now: number }) => boolean | Promise<boolean>;
	read: (part: IDataObject) => Read;
	/** The most bytes of a post, where the provider posts whole files. */
	largestPost?: number;
	/** How the provider is asked whether somebody is dealing with a conversation. */
	person?: PersonRead;
	/** For a provider that signs nothing: reads the event from it, and gives what is true. `isOn` is whether the person wants that. */
	readBack?: { isOn: (settings: Settings) => boolean; read: (event: ReportedEvent, ask: Ask) => Promise<ReadBack> };
	/** The addresses of an event's files; left out where the provider's events have none. */
	filesOf?: (event: ReportedEvent) => unknown[];
	/** How a webhook is made at the provider; left out where a person does that. */
	registration?: Registration;
	/** Refuses to listen where something is missing, such as the secret. @throws UserError with what to do */
	requireReady?: (credentials: ICredentialDataDecryptedObject, settings: Settings) => void;
	/** An event as the provider would post it, for people who build a workflow before anything has happened. */
	sample: (kind: EventKind | undefined) => IDataObject;
	/** Words in the form and the panel beside it. */
	words: TriggerWords;
}

/** What a trigger says of itself. */
export interface TriggerWords {
	/** At the top of the form: where to paste the address, and so on. */
	notice?: string;
	/** In the panel: what to do while listening. HTML. */
	listening: string;
	/** In the panel, while the workflow is not active and while it is. HTML. */
	inactive: string;
	active: string;
}
