export { Parser as HtmlParser } from 'htmlparser2';
