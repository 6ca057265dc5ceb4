/** The package brings no types. */
declare module 'vader-sentiment' {
  const vader: {
    readonly SentimentIntensityAnalyzer: {
      /** `compound` from -1 (most negative) to 1. */
      polarity_scores(text: string): { readonly compound: number };
    };
  };
  export = vader;
}
