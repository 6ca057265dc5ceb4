import type { SpeakerRole, Turn } from '@caseroom/shared/transcript';

/** Talks of several trades, invented, as they are written down: A an agent, C a customer, S a tool, anybody else by name. */
const roles: Readonly<Record<string, SpeakerRole>> = { A: 'agent', C: 'customer', S: 'system' };

export function talk(script: string): Turn[] {
  return script
    .trim()
    .split(/\n(?=[A-Z][\w ]{0,20}: )/)
    .map((turn): Turn => {
      const [, who = '', text = ''] = /^([\w ]+): ([\s\S]*)$/.exec(turn.trim()) ?? [];
      const role = roles[who] ?? 'other';
      return { role, speaker: role === 'other' ? who : null, startMs: null, text: text.trim() };
    });
}

export const talks = {
  'broadband call with hesitations': talk(`
A: Thank you for calling Northwind Broadband, my name is Dora, how can I help you today?
C: Yeah hi, um, so I've been, uh, without internet since, since yesterday evening and I I work from home so it's, you know, pretty bad.
A: I'm sorry to hear that. Can I take your account number please?
C: Sure it's, um, 4471882.
A: Thank you. Bear with me a moment while I pull that up.
S: Line test failed: no sync since 19:42.
A: Okay, I can see there's no sync on your line. Could you please unplug the router for thirty seconds and plug it back in?
C: Okay, done that. The light is still red.
A: Right. In that case I've booked an engineer visit for you, they'll be with you on Tuesday between 8am and 12pm.
C: Tuesday? I can't wait that long, this is really frustrating.
A: I understand. I've also applied a credit of 12.50 to your next bill, and I'll call you back tomorrow at 3pm with an update from the network team.
C: Fine. Will I be charged for the engineer?
A: No, there is no charge for the visit.
C: Alright, thanks.
A: Thank you for calling, have a good day. Bye.`),
  'card dispute at a bank': talk(`
A: Good morning, you're through to Harbour Bank, how may I help?
C: Good morning. There are two payments on my card that I did not make, 89.90 and 240 euros at an electronics shop.
A: I'm sorry about that. For security, may I have your full name and date of birth?
C: Elena Marques, 4 May 1981.
A: And the long card number?
C: 4111 1111 1111 1111
A: And please never tell anyone the security code.
C: It's 737 on the back, oh sorry.
A: That's all right, please don't share the CVV with anyone. I've blocked the card now.
A: I have raised a dispute for both payments, reference D-20418.
C: When will I get my money back?
A: The provisional credit takes up to 10 business days. You'll receive a new card within 5 days.
A: Please fill in the dispute form we send you by e-mail and return it by 30 November.
C: Okay. Thank you so much, that's a relief.`),
  'clinic appointment': talk(`
A: Riverside Clinic, this is Ana speaking.
C: Hello, I need to move my daughter's appointment with Doctor Silva, she has a fever.
A: Oh, I hope she gets better soon. What is her name and date of birth?
C: Marta Nunes, 12 March 2019.
A: Thank you. I've moved the appointment to Thursday at 10:30.
C: Should she keep taking the antibiotics?
A: I can't advise on that myself. I'll ask the nurse to call you back this afternoon.
C: Okay. And do I need to bring the lab results?
A: Yes, please bring the lab results and her vaccination card.
C: Great, thank you.`),
  'e-mail thread about an invoice': talk(`
C: Dear support team,

I received invoice INV-2291 for 1,480.00 EUR but our contract says 1,280.00 EUR per quarter. Could you please check and send me a corrected invoice? Our accounting closes on Friday.

Kind regards,
Paulo Reis
Head of Finance, Reis & Filhos
A: Hello Paulo,

Thank you for your message. I have checked your contract and you are right: the discount was not applied. I have forwarded this to our billing department, who will issue a credit note and a corrected invoice by Thursday.

Best regards,
Tomasz

On Mon, 16 Nov 2026 at 09:12, Paulo Reis wrote:
> I received invoice INV-2291 for 1,480.00 EUR
C: Hello Tomasz,

Thanks. Will the discount be applied automatically from next quarter?

Paulo`),
  'api trouble in a technical chat': talk(`
C: hey, since the 2.14 release our webhook endpoint gets 401 on every delivery
C: signature check fails with "invalid timestamp"
A: hi! which SDK version are you on?
C: node sdk 5.2.0
A: can you try syncing the server clock? the tolerance was lowered to 5 minutes
C: just ran ntp sync, offset was 7 minutes
C: deliveries go through now, it works!
A: great. I'd also recommend upgrading to 5.3.1, it logs the clock offset
C: will do after the freeze on Monday. thanks, you're a lifesaver`),
  'refund refused to an angry shopper': talk(`
C: Your jacket fell apart after two washes. This is ridiculous, I want my money back!
A: I'm very sorry about that. When did you buy it?
C: In June.
A: Unfortunately, we cannot refund the purchase because it is outside of our 90-day return window.
C: Are you kidding me? This is unacceptable. I will never shop here again!
A: I understand your frustration. I can offer you a 20% voucher for your next order.
C: I don't want a voucher. I want to speak to your manager.
A: I have escalated this to my supervisor Karin, she will contact you within 24 hours.
C: She better.`),
  'cancelling a subscription': talk(`
A: Hello! How can I help?
C: I want to cancel my premium subscription, it's too expensive
A: I see. Would you like me to offer you 50% off for three months?
C: no thanks, just cancel it please
A: Alright, I have cancelled your subscription. You can keep using premium until 14 December.
C: ok will I get a refund for this month?
A: No, the current month is not refundable.
C: ok bye`),
  'insurance claim': talk(`
A: Thank you for calling Alba Insurance, you're speaking with Joana.
C: Hi Joana, a pipe burst in our kitchen on Saturday and the floor is completely ruined.
A: I'm so sorry. Is everybody safe?
C: Yes, we're fine, thank you.
A: Do you have your policy number?
C: It's HP-55812.
A: Thank you. I've opened a claim for you, the number is 77120. A loss adjuster will visit you within the next 3 to 5 working days.
A: In the meantime, please take photos of the damage and send them to claims@alba.example, and keep all receipts.
C: Can we already rip out the floor?
A: I'm not sure about that, I'll check with the adjuster and get back to you by tomorrow.
C: Okay, thanks for your help Joana.`),
  'hotel booking by an unknown speaker': talk(`
Speaker 1: Good evening, Hotel Miramar reservations, how can I help you?
Speaker 2: Good evening, I'd like to add a cot to my booking for the 24th of December.
Speaker 1: Of course, may I have your booking number?
Speaker 2: MM8841.
Speaker 1: I have added a cot to your room at no extra cost and you will receive a confirmation by e-mail shortly.
Speaker 2: Lovely. Is breakfast included?
Speaker 1: Yes, breakfast is included and served from 7 to 10:30.
Speaker 2: Perfect, that's all, goodbye.`),
  'speech without full stops': talk(`
C: yeah hi i'm calling because my electricity bill is like three times higher than last month and i haven't changed anything and i already called twice last week and nobody got back to me so i'd really like to know what is going on
A: okay so i can see here that the last two readings were estimated and the meter reader could not get in so what i'm going to do is i'm going to send someone to read the meter next wednesday and then we'll correct the bill
C: okay and do i have to pay this bill now
A: no you don't have to pay it until it's corrected i've put a hold on the account for thirty days
C: okay thank you very much bye`),
  'a parcel and a stranger to politeness': talk(`
C: wheres my parcel
A: Hi! May I have the tracking number?
C: 1Z999AA10123456784
A: Thank you. It was delivered to a neighbour at number 14 yesterday at 16:05.
C: ok`),
  'locked out, password reset': talk(`
A: IT service desk, good morning.
C: Morning, I'm locked out of my laptop, it says the account is disabled.
A: Let me have a look. What's your employee ID?
C: E10442
S: Account unlocked for E10442.
A: I've unlocked the account and reset your password. Please log in with the temporary password and change it.
C: Okay, I'm typing it. Yes, I'm in now. Thanks!
A: You're welcome.`),
  'a flight and a promise by text': talk(`
C: My flight TP1351 was cancelled and I'm stuck in London. What are my options?
A: I'm sorry for the disruption. I can rebook you on TP1357 tomorrow at 07:10, or refund the ticket.
C: Please rebook me.
A: Done, you are rebooked on TP1357 tomorrow at 07:10. Your boarding pass will be sent by text message within 30 minutes.
C: Will you pay for the hotel?
A: Yes, we cover up to 120 GBP. Please keep the receipts and submit them on our website within 30 days.
C: great thank you`),
  'nobody answers': talk(`
C: Hello? I ordered a wedding dress three weeks ago and it still hasn't arrived. The wedding is on Saturday!
C: Is anybody there?
C: Hello???`),
  'a short answer to a short question': talk(`
C: Hi, do you ship to Norway?
A: Hello! Yes, we ship to Norway, delivery takes 5-7 business days and costs 9.90 EUR.
C: Cool, thanks!`),
  'internal escalation': talk(`
Maya: The gateway in rack 4 drops packets since the firmware update last night, 3 merchants are affected.
Raj: I can help you with that. Did you try to roll back?
Maya: We rolled back one of them and the drops stopped.
Raj: Good. I have escalated to the vendor, their engineer will send a patch by Friday 18:00.
Maya: Okay, I'll tell the merchants.`),
  portuguese: talk(`
A: Bom dia, em que posso ajudar?
C: Bom dia. A minha encomenda 55120 chegou com o ecrã partido e quero trocar o produto.
A: Lamento muito. Já pedi a recolha para quarta-feira, dia 25, e enviamos um ecrã novo em 3 dias úteis.
C: Tenho de pagar os portes?
A: Não, os portes são por nossa conta.
C: Obrigada, boa tarde.`),
  german: talk(`
C: Guten Tag, meine Rechnung vom Oktober ist doppelt abgebucht worden. Können Sie das bitte prüfen?
A: Guten Tag, ich habe das geprüft und die zweite Abbuchung von 49,90 Euro zurückgebucht. Das Geld ist in 3 Werktagen auf Ihrem Konto.
C: Vielen Dank. Bekomme ich eine Bestätigung per E-Mail?`),
} as const;
