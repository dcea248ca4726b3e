package io.tongqiao.bench.drill;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, the last first, however the program ends. Thread-safe. */
final class Cleanup implements AutoCloseable {

  private final Deque<Stoppable> opened = new ArrayDeque<>();

  Cleanup() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "cleanup"));
  }

  synchronized <T extends Stoppable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      Stoppable next = opened.pop();
      try {
        next.stop();
      } catch (IOException | InterruptedException | RuntimeException e) {
        System.err.println("收尾时出错，" + next.getClass().getSimpleName() + "：" + e);
      }
    }
  }
}
