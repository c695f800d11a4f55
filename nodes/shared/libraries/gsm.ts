export { default as gsmCodes } from 'sms-segments-calculator/dist/libs/UnicodeToGSM';
