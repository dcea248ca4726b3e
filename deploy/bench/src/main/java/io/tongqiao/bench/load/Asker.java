package io.tongqiao.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Hands over cases and asks for their documents, over one kept connection. Not thread-safe. */
final class Asker implements Closeable {

  private static final int ACCEPTED = 202;

  /**
   * The answer to a pull.
   *
   * @param status 0 for none
   * @param nanos from asking to the answer
   */
  record Answer(int status, JsonNode body, long nanos) {

    boolean refused() {
      return status / 100 != 2;
    }

    /** How many materials have an outcome. */
    int count(String outcome) {
      int count = 0;
      for (JsonNode material : body.path("materials")) {
        count += material.path("outcome").asText().equals(outcome) ? 1 : 0;
      }
      return count;
    }
  }

  private final Cases cases = new Cases();
  private final JsonMapper json = new JsonMapper();
  private final Sender sender;

  Asker(URI door, String key) {
    this.sender = new Sender(door, key);
  }

  /** Hands the case over. */
  void apply(PullCase pulled) throws IOException {
    int status = sender.post(cases.application(pulled));
    if (status != ACCEPTED) {
      throw new IOException(
          "case " + pulled.caseNo() + " was answered with " + status + ": " + told());
    }
  }

  /** Asks for all materials of the item. */
  Answer pull(PullCase pulled, Duration wait) throws IOException {
    return pull(pulled, List.of(), wait);
  }

  /** Asks for some materials, and waits as long as the wait for an answer. */
  Answer pull(PullCase pulled, List<String> materials, Duration wait) throws IOException {
    byte[] request = pulled.request(materials);
    String more = "Content-Type: application/json\r\nPrefer: wait=" + wait.toSeconds() + "\r\n";
    long began = System.nanoTime();
    int status = sender.post("/api/v1/cases/" + pulled.caseNo() + "/prerequisites", more, request);
    long nanos = System.nanoTime() - began;
    JsonNode told = told();
    if (status / 100 != 2) {
      System.err.println("  a pull was answered with " + status + ": " + told);
    }
    return new Answer(status, told, nanos);
  }

  private JsonNode told() throws IOException {
    return json.readTree(sender.answer());
  }

  @Override
  public void close() throws IOException {
    sender.close();
  }
}
