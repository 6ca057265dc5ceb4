import type { Industry, ShippedTemplate } from '@caseroom/shared/template';

/** What a program of an industry starts with. A kind without a template starts with its outline. */
export const shippedTemplates: Readonly<Record<Industry, readonly ShippedTemplate[]>> = {
  'customer-support': [],
  'technical-support': [],
  sales: [],
  healthcare: [],
  'financial-services': [],
  'legal-compliance': [],
};
