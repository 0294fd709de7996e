/**
 * The cards that the simulator issues. A page cannot ask it for them (it answers the gateway
 * alone), so they are listed here, and a test compares both lists.
 *
 * @typedef {{token: string, name: string, effect: string}} TestCard
 */

/** @type {readonly {title: string, cards: readonly TestCard[]}[]} */
export const CARD_GROUPS = [
  {
    title: 'Approved',
    cards: [
      { token: 'pm_card_visa', name: 'Visa', effect: 'Always approved.' },
      { token: 'pm_card_mastercard', name: 'Mastercard', effect: 'Always approved.' },
      { token: 'pm_card_amex', name: 'Amex', effect: 'Always approved.' },
    ],
  },
  {
    title: 'Declined',
    cards: [
      { token: 'pm_card_declined', name: 'No reason', effect: 'The issuer declines without a reason.' },
      { token: 'pm_card_declined_insufficient_funds', name: 'No funds', effect: 'The card has insufficient funds.' },
      { token: 'pm_card_declined_lost_card', name: 'Lost', effect: 'The card was reported lost.' },
      { token: 'pm_card_declined_stolen_card', name: 'Stolen', effect: 'The card was reported stolen.' },
      { token: 'pm_card_declined_expired_card', name: 'Expired', effect: 'The card has expired.' },
      { token: 'pm_card_declined_fraud', name: 'Fraud', effect: 'The payment is taken for fraud.' },
    ],
  },
  {
    title: 'Special',
    cards: [
      { token: 'pm_card_3ds', name: '3-D Secure', effect: 'The cardholder approves or refuses it on the bank’s page.' },
      { token: 'pm_card_pending', name: 'Pending', effect: 'Pending at first, approved a little later.' },
      { token: 'pm_card_slow', name: 'Slow', effect: 'Approved, but each answer takes long.' },
      { token: 'pm_card_capture_fails', name: 'Capture fails', effect: 'Authorized, but every capture is declined. Choose manual capture.' },
      { token: 'pm_card_refund_fails', name: 'Refund fails', effect: 'Approved, but every refund is declined.' },
    ],
  },
];

/** @type {ReadonlyMap<string, TestCard>} */
export const CARDS = new Map(CARD_GROUPS.flatMap(({ cards }) => cards.map((card) => [card.token, card])));
