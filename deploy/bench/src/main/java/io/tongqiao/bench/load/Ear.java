package io.tongqiao.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the asker is told what comes after the answers; it notes when each result came. */
final class Ear implements Closeable {

  private static final String YES =
      "{\"code\":\"0\",\"message\":\"成功\",\"receiptNo\":\"BENCH00000000001\"}";

  private final JsonMapper json = new JsonMapper();
  private final Map<String, Long> last = new ConcurrentHashMap<>();
  private final Map<String, String> outcomes = new ConcurrentHashMap<>();
  private final AtomicInteger doubled = new AtomicInteger();
  private final Respondent respondent;

  Ear() throws IOException {
    this.respondent = new Respondent(Duration.ZERO, YES, this::came);
  }

  URI address() {
    return respondent.address();
  }

  private void came(byte[] body) {
    long now = System.nanoTime();
    try {
      JsonNode told = json.readTree(body);
      String caseNo = told.path("caseNo").asText();
      for (JsonNode material : told.path("materials")) {
        String code = caseNo + "/" + material.path("code").asText();
        if (outcomes.put(code, material.path("outcome").asText()) != null) {
          doubled.incrementAndGet();
        }
      }
      last.put(caseNo, now);
    } catch (IOException e) {
      throw new UncheckedIOException("a result came that is not JSON", e);
    }
  }

  /** How many different results came so far. */
  int results() {
    return outcomes.size();
  }

  /** How many results came that had come before. */
  int doubled() {
    return doubled.get();
  }

  /** How many different results came with an outcome. */
  int count(String outcome) {
    return outcomes.values().stream().filter(outcome::equals).toList().size();
  }

  /** When the last result of a case came, in nanoTime; empty for none. */
  OptionalLong last(String caseNo) {
    Long at = last.get(caseNo);
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** Forgets what came. */
  void forget() {
    last.clear();
    outcomes.clear();
    doubled.set(0);
  }

  /** Waits for so many results, while at least one comes within the patience. */
  void await(int wanted, Duration patience) throws InterruptedException {
    int known = -1;
    long moved = System.nanoTime();
    while (results() < wanted && System.nanoTime() - moved < patience.toNanos()) {
      if (results() != known) {
        known = results();
        moved = System.nanoTime();
      }
      Thread.sleep(10);
    }
  }

  @Override
  public void close() throws IOException {
    respondent.close();
  }
}
