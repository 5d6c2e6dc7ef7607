/** Version of this front end; equals package.json's (a test says so). */
export const VERSION = '0.1.0';
