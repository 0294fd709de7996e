/**
 * The shapes of the API, as the page reads them. Types only.
 *
 * @typedef {'processing' | 'requires_action' | 'authorized' | 'partially_captured' | 'captured'
 *   | 'partially_refunded' | 'refunded' | 'voided' | 'declined' | 'failed' | 'expired'} Status
 *
 * @typedef {object} Actor who did something, as they were called then
 * @property {string} type api_key, person, operator, processor or sluice, which is the gateway by itself
 * @property {string} [id]
 * @property {string} name
 *
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} kind
 * @property {number} amount minor units
 * @property {string} status
 * @property {string} [processor] who was asked for it
 * @property {string | null} [reason] why it is wanted, failed or was declined
 * @property {{processor: string, reason: string}[]} [attempts] who was asked before and did nothing
 * @property {Actor | null} [actor] who asked for it, where that was noted
 * @property {string | null} [processor_reference] what the processor calls it
 * @property {{reason: string, since: string}} [attention] why a person has to find out what came of it
 * @property {{actor: Actor, note: string | null}} [resolution] who found it out
 * @property {string} [created_at]
 * @property {string | null} [completed_at]
 *
 * @typedef {object} Dispute money that the customer wants back by way of the issuer
 * @property {string} id
 * @property {number} amount minor units
 * @property {string} reason
 * @property {string} status
 * @property {string} opened_at
 * @property {string | null} closed_at
 *
 * @typedef {string | {type: string, [field: string]: string}} Method
 *
 * @typedef {object} Payment
 * @property {string} id sorts by time
 * @property {Status} status
 * @property {number} version counts the events of this payment
 * @property {number} amount minor units, as every amount here
 * @property {string} currency
 * @property {number} [amount_authorized]
 * @property {number} [amount_captured]
 * @property {number} [amount_refunded]
 * @property {number} [amount_disputed]
 * @property {Method} payment_method
 * @property {string | null} [reference]
 * @property {string | null} [description]
 * @property {{code: string, message: string, network_code?: string | null, advice?: string | null} | null} [decline]
 * @property {{type: string, url: string} | null} [next_action]
 * @property {Operation[]} [operations]
 * @property {Dispute[]} [disputes]
 * @property {{capture: number, refund: number, void: boolean}} [available_actions] the most of each, now
 * @property {string} [capture]
 * @property {string | null} [customer]
 * @property {Record<string, string>} [metadata]
 * @property {string} created_at
 * @property {string} [updated_at]
 * @property {string | null} [expires_at]
 *
 * @typedef {object} PaymentEvent
 * @property {number} id the position in the merchant's journal: 1, 2, 3 … without a gap
 * @property {string} type
 * @property {string} created_at
 * @property {string} payment_id
 * @property {number} version
 * @property {Actor | null} [actor] who brought it about, where that was noted
 * @property {Payment} data the payment after the event
 *
 * @typedef {object} OtherEvent what is about no payment
 * @property {number} id
 * @property {`destination.${string}`} type
 *
 * @typedef {PaymentEvent | OtherEvent} JournalEvent
 *
 * @typedef {object} Routing which payments an account is asked for; what is empty or null leaves out none
 * @property {string[]} currencies
 * @property {number | null} amount_gte minor units of the payment's currency
 * @property {number | null} amount_lte
 * @property {string[]} payment_methods their types; `token` for a string
 *
 * @typedef {object} ProcessorAccount a merchant's account at a processor
 * @property {string} id
 * @property {string} processor
 * @property {string} label what people call it
 * @property {boolean} enabled whether new payments are made with it
 * @property {number} order
 * @property {Routing} routing
 * @property {Record<string, string>} credentials those that are no secret
 * @property {string[]} secrets the names of the others
 * @property {string} notification_url below the address at which the processor reaches the gateway
 * @property {string | null} first_used_at
 */
export {};
