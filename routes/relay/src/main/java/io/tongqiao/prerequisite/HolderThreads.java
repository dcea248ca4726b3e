package io.tongqiao.prerequisite;

import io.tongqiao.dialect.Descriptor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * As many threads for a holder as it takes calls side by side, so that a slow one keeps nobody
 * waiting but those who ask it.
 */
@Component
class HolderThreads implements DisposableBean {

  private static final long IDLE_SECONDS = 30;

  private final Map<String, ExecutorService> pools = new ConcurrentHashMap<>();

  private volatile boolean stopping;

  /** Does some work for a holder, when its turn has come. */
  <T> CompletableFuture<T> on(Descriptor system, Supplier<T> work) {
    return CompletableFuture.supplyAsync(
        work, pools.computeIfAbsent(system.id(), id -> pool(system)));
  }

  private static ExecutorService pool(Descriptor system) {
    int concurrency = system.limits().concurrency();
    var pool =
        new ThreadPoolExecutor(
            concurrency,
            concurrency,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            job -> {
              var thread = new Thread(job, "pull." + system.id());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Whether the relay is stopping: that nobody answered says nothing then. */
  boolean isStopping() {
    return stopping;
  }

  /** From now on, questions end without an answer; the next start asks them again. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping = true;
  }

  @Override
  public void destroy() {
    pools.values().forEach(ExecutorService::shutdownNow);
  }
}
