package io.tongqiao.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that is done side by side, each piece on a thread of its own. */
final class Crowd {

  /** A piece of work. */
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  private final List<FutureTask<Void>> all = new ArrayList<>();

  void start(Work work) {
    var task =
        new FutureTask<Void>(
            () -> {
              work.run();
              return null;
            });
    all.add(task);
    var thread = new Thread(task, "asker-" + all.size());
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits for all of it; fails with the first that failed. */
  void join() throws InterruptedException {
    for (FutureTask<Void> task : all) {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a pull could not be made", e.getCause());
      }
    }
  }
}
