package io.tongqiao.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;

/** Why a broker has closed a channel or connection, in its own words, which name no payload. */
final class ChannelWords {

  private static final int LONGEST = 120;

  private ChannelWords() {}

  static String of(ShutdownSignalException e) {
    if (e.getReason() instanceof AMQP.Channel.Close close) {
      return cut(close.getReplyCode() + " " + close.getReplyText());
    }
    if (e.getReason() instanceof AMQP.Connection.Close close) {
      return cut(close.getReplyCode() + " " + close.getReplyText());
    }
    return "连接中断";
  }

  /** The same of what a client library has wrapped. */
  static String of(Exception e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof ShutdownSignalException signal) {
        return of(signal);
      }
    }
    return cut(e.getClass().getSimpleName() + " " + e.getMessage());
  }

  private static String cut(String words) {
    String line = words.lines().findFirst().orElse("");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
