/**
 * Systems with a broker of their own: calls over AMQP 0.9.1 (RabbitMQ), and the queues on their
 * brokers, RabbitMQ's and Artemis', in which they leave messages for us. The relay's own broker is
 * in {@code broker}; calls over JMS go through Camel.
 */
package io.tongqiao.queue;
