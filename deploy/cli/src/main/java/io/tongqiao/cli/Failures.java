package io.tongqiao.cli;

import java.net.ConnectException;

/** Says what went wrong to someone who does not read stack traces. */
final class Failures {

  private Failures() {}

  /** What happened, in one line. */
  static String words(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return "连接不上，请确认通桥（演示时还有模拟器）已经启动，地址和端口正确";
      }
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
