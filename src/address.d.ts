/** The address of a file that is built beside the scripts; see webpack.config.js. */
declare module '*?address' {
  const address: string;
  export default address;
}
