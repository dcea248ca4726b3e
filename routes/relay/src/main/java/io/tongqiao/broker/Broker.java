package io.tongqiao.broker;

/**
 * Where the relay's broker is and how the relay itself signs in.
 *
 * @param coreUrl Artemis core protocol
 * @param amqpUrl AMQP 1.0, as systems that share the broker use it
 * @param username the relay's own
 * @param password the relay's own: to be kept out of every log
 */
public record Broker(String coreUrl, String amqpUrl, String username, String password) {

  @Override
  public String toString() {
    return "Broker[" + coreUrl + ", " + amqpUrl + "]";
  }
}
