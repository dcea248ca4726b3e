/**
 * Where messages come in and questions are answered: REST, SOAP, queue, and each system's own
 * doors. A door knows who is speaking, decodes, hands the canonical message to {@link
 * io.tongqiao.relay.Intake}, and answers on the protocol it was asked on.
 */
package io.tongqiao.door;
