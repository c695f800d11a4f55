import type { Column } from '../../shared/operation';

/** What people use of a campaign. */
export const simplifiedCampaign: Column[] = ['title', 'body', 'status', 'schedule_at', 'created_at', 'updated_at', 'channel_id', 'created_by_id', 'updated_by_id', 'id'];
