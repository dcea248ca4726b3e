/**
 * The broker: embedded Artemis or one that stands elsewhere, who may use which queue, and the
 * connection that the relay itself uses.
 */
package io.tongqiao.broker;
