import {
  type Industry,
  MAX_ADVICE,
  type ShippedTemplate,
  type TemplateContentInput,
} from '@caseroom/shared/template';
import { customerSupport } from './customer-support.ts';
import { financialServices } from './financial-services.ts';
import { healthcare } from './healthcare.ts';
import { kindHabits } from './kind-habits.ts';
import { legalCompliance } from './legal-compliance.ts';
import { shippedKinds, type Trade } from './make.ts';
import { sales } from './sales.ts';
import { technicalSupport } from './technical-support.ts';

/** What a program starts with: one template of every kind a person adds, by what the program does. */
export const shippedTemplates: Readonly<Record<Industry, readonly ShippedTemplate[]>> = {
  'customer-support': templatesOf(customerSupport),
  'technical-support': templatesOf(technicalSupport),
  sales: templatesOf(sales),
  healthcare: templatesOf(healthcare),
  'financial-services': templatesOf(financialServices),
  'legal-compliance': templatesOf(legalCompliance),
};

function templatesOf(trade: Trade): ShippedTemplate[] {
  return shippedKinds.map((kind) => {
    const { name, ...own } = trade.kinds[kind];
    const habits = kindHabits[kind];
    const content: TemplateContentInput = {
      sections: [...own.sections],
      // The nearest to the note first: what is true of all notes of the trade comes last.
      dos: [...(own.dos ?? []), ...habits.dos, ...trade.dos].slice(0, MAX_ADVICE),
      donts: [...(own.donts ?? []), ...habits.donts, ...trade.donts].slice(0, MAX_ADVICE),
      length: habits.length,
      ...(own.recheckEvery_days ? { recheckEvery_days: own.recheckEvery_days } : {}),
    };
    return { kind, name, content };
  });
}
