package io.tongqiao.simulator;

import java.net.URI;

/**
 * A broker that belongs to the played systems. The relay speaks to it as it would to theirs; the
 * played systems themselves read and write it over AMQP 1.0.
 */
interface PlayedBroker extends AutoCloseable {

  /** Where the relay finds a system's broker, for {@code tongqiao.endpoints.<system>}. */
  String endpoint(String system);

  /** Where the played system finds it, over AMQP 1.0. */
  URI own(String system);

  @Override
  void close();
}
