// Merged into the configuration of @jupyter/builder.
module.exports = {
  // The entry names every other file with its hash: half of it tells versions apart as well.
  output: { hashDigestLength: 8 },
  module: {
    rules: [
      // `import address from './data.json?address'`: the file goes beside the scripts, and is fetched when it is wanted.
      { resourceQuery: /^\?address$/, type: 'asset/resource' },
      // Style sheets travel within scripts, which are made small; so are they, before css-loader reads them.
      {
        test: /\.css$/,
        enforce: 'pre',
        loader: 'builtin:lightningcss-loader',
        options: { minify: true }
      }
    ]
  },
  optimization: {
    splitChunks: {
      // What is loaded by itself after the start stays in one piece, whatever others have of it.
      chunks: chunk => !chunk.canBeInitial() && chunk.name !== 'after-start',
      // Else, small modules that several lazy chunks use are in each of them.
      minSize: 3000
    }
  },
  resolve: {
    // The SDK loads it for operations with streams of events, of which SageMaker's API has none.
    alias: { '@smithy/core/event-streams$': false }
  }
};
