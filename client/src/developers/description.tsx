import 'swagger-ui-dist/swagger-ui.css';
import './description.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import { inOlderWords } from './older-words.ts';

/** The viewer, from our own files. It tries out what reads, with the person's own session, and nothing that writes. */
export function Description({ spec }: { readonly spec: object }) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    const domNode = place.current;
    if (!domNode) return;
    SwaggerUI({
      domNode,
      spec: inOlderWords(spec),
      docExpansion: 'none',
      defaultModelsExpandDepth: -1,
      filter: true,
      supportedSubmitMethods: ['get'],
      validatorUrl: null,
      syntaxHighlight: false,
    });
    return () => domNode.replaceChildren();
  }, [spec]);
  // The viewer's own dark colours hang on this class of the page's root.
  useEffect(() => {
    const { classList } = document.documentElement;
    classList.toggle('dark-mode', scheme === 'dark');
    return () => classList.remove('dark-mode');
  }, [scheme]);
  return <div ref={place} className="api-description" />;
}
