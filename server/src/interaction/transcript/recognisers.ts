import { isFields, nameIn, textIn, timeIn } from './json-fields.ts';
import type { Dialogue } from './turns.ts';

/** A recogniser's words one by one, and beside them who spoke when: what one person says without a break is a turn. */
export function wordByWord(value: unknown): Dialogue[] {
  const results = isFields(value) && isFields(value.results) ? value.results : null;
  const diarised = results ? channelsWithSpeakers(results.channels) : [];
  if (diarised.length > 0 && !Array.isArray(results?.utterances)) return diarised;
  if (!results || !Array.isArray(results.items) || results.audio_segments) return [];
  if (!results.items.some((item) => isFields(item) && item.type === 'pronunciation')) return [];
  const labels = isFields(results.speaker_labels) ? results.speaker_labels.segments : null;
  const spoken = new Map<string, string>();
  for (const segment of Array.isArray(labels) ? labels.filter(isFields) : [])
    for (const item of Array.isArray(segment.items) ? segment.items.filter(isFields) : [])
      spoken.set(String(item.start_time), String(item.speaker_label ?? segment.speaker_label));
  const turns: { speaker: string | null; startMs: number | null; text: string }[] = [];
  for (const item of results.items.filter(isFields)) {
    const word = textIn(item.alternatives);
    if (word === null) continue;
    const last = turns.at(-1);
    const speaker =
      nameIn(item.speaker_label) ?? spoken.get(String(item.start_time)) ?? last?.speaker ?? null;
    if (last && (item.type === 'punctuation' || last.speaker === speaker))
      last.text += item.type === 'punctuation' ? word : ` ${word}`;
    else turns.push({ speaker, startMs: timeIn(item), text: word });
  }
  return turns.length === 0 ? [] : [{ title: '', turns: turns.map((turn) => ({ ...turn, role: null })) }];
}

/** Words of one channel, each with the number of who says it. */
function channelsWithSpeakers(channels: unknown): Dialogue[] {
  const [channel] = Array.isArray(channels) ? channels : [];
  const [best] = isFields(channel) && Array.isArray(channel.alternatives) ? channel.alternatives : [];
  const words = isFields(best) && Array.isArray(best.words) ? best.words.filter(isFields) : [];
  if (
    words.length === 0 ||
    channels === undefined ||
    !words.every(({ speaker }) => typeof speaker === 'number')
  )
    return [];
  const turns: { speaker: string | null; role: null; startMs: number | null; text: string }[] = [];
  for (const word of words) {
    const speaker = nameIn(word.speaker);
    const text = textIn(word.punctuated_word) ?? textIn(word.word) ?? '';
    const last = turns.at(-1);
    if (last?.speaker === speaker) last.text += ` ${text}`;
    else turns.push({ speaker, role: null, startMs: timeIn(word), text });
  }
  return [{ title: '', turns }];
}

/** A recogniser that knows neither who nor when. */
export function onlyWords(value: unknown): Dialogue[] {
  const text = isFields(value) ? textIn(value.text) : null;
  return text === null ? [] : [{ title: '', turns: [{ speaker: null, role: null, startMs: null, text }] }];
}
