import type { InterimBlock } from '@caseroom/shared/interim';
import { escapeHtml, linkedHtml } from '../html.ts';
import type { Message } from './channel.ts';

const look = {
  heading: 'margin:24px 0 4px;font-size:15px;line-height:1.4;font-weight:600;color:#17181d',
  paragraph: 'margin:0 0 12px;font-size:16px;line-height:1.55;color:#26282f',
  item: 'margin:0 0 6px;padding-left:20px;font-size:16px;line-height:1.55;color:#26282f',
} as const satisfies Record<InterimBlock['is'], string>;

/** The words once more for mail programs that show HTML: nothing is loaded, nothing runs. */
export function mailHtml({
  blocks,
  language,
  subject,
}: Pick<Message, 'blocks' | 'language' | 'subject'>): string {
  const body = blocks
    .map(({ is, text, lead }) => {
      const words = linkedHtml(text).replaceAll('\n', '<br>');
      const tag = is === 'heading' ? 'h2' : 'p';
      return `<${tag} style="${look[is]}">${lead ? `${escapeHtml(lead)} ` : ''}${words}</${tag}>`;
    })
    .join('\n');
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<div style="max-width:600px;margin:0 auto">
${body}
</div>
</body>
</html>
`;
}
