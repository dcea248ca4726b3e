package io.tongqiao.relay;

/**
 * A system cannot be called now: paused, outside its hours, or not answering; the message says
 * which.
 */
public final class ShutException extends Exception {

  private static final long serialVersionUID = 1L;

  ShutException(String reason) {
    super(reason);
  }
}
