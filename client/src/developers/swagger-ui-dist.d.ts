declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  interface Options {
    readonly domNode: HTMLElement;
    readonly spec: object;
    readonly docExpansion?: 'list' | 'full' | 'none';
    readonly defaultModelsExpandDepth?: number;
    readonly filter?: boolean;
    readonly supportedSubmitMethods?: readonly string[];
    readonly validatorUrl?: null;
    readonly deepLinking?: boolean;
    readonly syntaxHighlight?: false;
    readonly onComplete?: () => void;
  }
  const SwaggerUI: (options: Options) => unknown;

  // biome-ignore lint/style/noDefaultExport: it is the package's own.
  export { SwaggerUI as default };
}
