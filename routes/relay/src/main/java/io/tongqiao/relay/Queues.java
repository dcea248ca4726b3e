package io.tongqiao.relay;

/** Names of the queues and of the header that crosses them. */
public final class Queues {

  /** Header: the delivery that a copy is for. */
  public static final String DELIVERY = "tqDelivery";

  private Queues() {}

  /** Copies on their way to a system. */
  public static String out(String system) {
    return "out." + system;
  }

  /** Where a system may send to us. */
  public static String in(String system) {
    return "in." + system;
  }

  /** Where a system may ask for prerequisite documents. */
  public static String requests(String system) {
    return "prerequisites." + system;
  }

  /** Where a broker that stands elsewhere keeps what was refused. */
  public static String rejected(String system) {
    return "rejected." + system;
  }

  /** Where a system that reads from our broker takes its messages. */
  public static String to(String system) {
    return "to." + system;
  }
}
