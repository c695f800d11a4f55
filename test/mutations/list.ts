import { aiTools } from './areas/aiTools.ts';
import { attempt } from './areas/attempt.ts';
import { changes } from './areas/changes.ts';
import { conversation } from './areas/conversation.ts';
import { credentials } from './areas/credentials.ts';
import { delivery } from './areas/delivery.ts';
import { doors } from './areas/doors.ts';
import { failure } from './areas/failure.ts';
import { files } from './areas/files.ts';
import { form } from './areas/form.ts';
import { heymarket } from './areas/heymarket.ts';
import { heymarketContacts } from './areas/heymarketContacts.ts';
import { heymarketAutomation } from './areas/heymarketAutomation.ts';
import { heymarketConversations } from './areas/heymarketConversations.ts';
import { heymarketRecords } from './areas/heymarketRecords.ts';
import { heymarketTranscripts } from './areas/heymarketTranscripts.ts';
import { memory } from './areas/memory.ts';
import { outcome } from './areas/outcome.ts';
import { pace } from './areas/pace.ts';
import { reach } from './areas/reach.ts';
import { read } from './areas/read.ts';
import { requests } from './areas/requests.ts';
import { rows } from './areas/rows.ts';
import { sendook } from './areas/sendook.ts';
import { sendookRecords } from './areas/sendookRecords.ts';
import { sendookTrigger } from './areas/sendookTrigger.ts';
import { trigger } from './areas/trigger.ts';
import { values } from './areas/values.ts';
import { whippy } from './areas/whippy.ts';
import { whippyOutreach } from './areas/whippyOutreach.ts';
import { whippyConversations } from './areas/whippyConversations.ts';
import { whippyTeam } from './areas/whippyTeam.ts';
import { whippyTrigger } from './areas/whippyTrigger.ts';
import type { Mutation } from './mutation.ts';

/** All mutations, area by area. */
export const mutations: Mutation[] = [
	...aiTools,
	...outcome,
	...failure,
	...rows,
	...attempt,
	...changes,
	...memory,
	...delivery,
	...doors,
	...requests,
	...pace,
	...reach,
	...read,
	...conversation,
	...credentials,
	...files,
	...form,
	...trigger,
	...values,
	...heymarket,
	...heymarketContacts,
	...heymarketAutomation,
	...heymarketConversations,
	...heymarketTranscripts,
	...heymarketRecords,
	...whippy,
	...whippyOutreach,
	...whippyConversations,
	...whippyTeam,
	...whippyTrigger,
	...sendook,
	...sendookRecords,
	...sendookTrigger,
];
