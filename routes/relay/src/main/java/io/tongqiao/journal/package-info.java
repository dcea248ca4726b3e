/**
 * The operators' memory: messages, deliveries, case states, receipts, keys, audit, on H2 or
 * PostgreSQL. No rule of the relay lives here, only what was written and how to find it again.
 */
package io.tongqiao.journal;
