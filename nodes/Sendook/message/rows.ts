/** Ten keys of a message that people use (providers/sendook.md section 4), ids first. */
export const simplifiedMessage = ['_id', 'threadId', 'inboxId', 'from', 'to', 'cc', 'subject', 'text', 'status', 'createdAt'];
