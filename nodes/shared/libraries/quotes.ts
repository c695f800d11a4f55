export { default as EmailReplyParser } from 'email-reply-parser';
