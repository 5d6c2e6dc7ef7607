// What JupyterLab's builder is told beside its own configuration.
module.exports = {
  optimization: {
    // Else, small modules that several lazy chunks use are in each of them.
    splitChunks: { chunks: 'async', minSize: 1000 }
  },
  resolve: {
    // The SDK loads it for operations with streams of events, of which SageMaker's API has none.
    alias: { '@smithy/core/event-streams$': false }
  }
};
