package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A pull that is under way in this process. What is known when its asker is told goes with the
 * answer, and the rest later, each once.
 */
final class Running {

  private final String pull;
  private final Order order;
  private final Instant askedAt;
  private final Map<String, Progress> progress = new LinkedHashMap<>();
  private final Map<String, MaterialResult> known = new LinkedHashMap<>();
  private final CompletableFuture<Boolean> all = new CompletableFuture<>();
  private final CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
  private final boolean late;
  private boolean told;
  private List<MaterialResult> toAsker = List.of();

  /**
   * Begins.
   *
   * @param late whether the asker was told before, or does not wait: all that comes is late
   */
  Running(String pull, Order order, Instant askedAt, boolean late) {
    this.pull = pull;
    this.order = order;
    this.askedAt = askedAt;
    this.late = late;
    this.told = late;
    order.materials().forEach(w -> progress.put(w.material().code(), new Progress(w)));
  }

  String pull() {
    return pull;
  }

  Order order() {
    return order;
  }

  Instant askedAt() {
    return askedAt;
  }

  List<Progress> progress() {
    return List.copyOf(progress.values());
  }

  /** Done when every material is known. */
  CompletableFuture<Boolean> all() {
    return all;
  }

  /** What the asker is told, {@code prerequisites.schema.json}. */
  CompletableFuture<ObjectNode> answer() {
    return answer;
  }

  /** Whether its asker will be told, and has not been. */
  boolean isAwaited() {
    return !late && !answer.isDone();
  }

  /** A material is known; gives whether that comes after the asker was told. */
  synchronized boolean settle(MaterialResult result) {
    known.put(result.wanted().material().code(), result);
    if (known.size() == progress.size()) {
      all.completeAsync(() -> true);
    }
    return told;
  }

  /**
   * What the asker is told: each material, known or not, as it stood when this was first asked, for
   * a transaction may have to be made again; what comes from then on is late.
   */
  synchronized List<MaterialResult> tell() {
    if (!told) {
      told = true;
      toAsker =
          progress.entrySet().stream()
              .map(e -> Optional.ofNullable(known.get(e.getKey())).orElseGet(e.getValue()::pending))
              .toList();
    }
    return toAsker;
  }
}
