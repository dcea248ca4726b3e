package io.tongqiao.cli;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plays lives of cases through the platform's own door, and waits until everybody has answered. */
final class Performance {

  /** How long nothing must happen to a case before it counts as settled. */
  private static final Duration QUIET = Duration.ofMillis(1500);

  private static final Duration PAUSE = Duration.ofMillis(150);

  /** Division of the county; the digits that every case number of the samples begins with. */
  private static final String REGION = "610924";

  private final WebClient web;
  private final Cast cast;
  private final Clock clock;
  private final List<String> cases = new ArrayList<>();
  private final List<Trouble> refused = new ArrayList<>();

  Performance(WebClient web, Cast cast, Clock clock) {
    this.web = web;
    this.cast = cast;
    this.clock = clock;
  }

  /**
   * Plays lives in turn until there are so many cases. A case whose message is refused is not
   * continued.
   *
   * @throws IOException when the simulator cannot be reached
   */
  void play(String platform, List<Cast.Life> lives, int count)
      throws IOException, InterruptedException {
    String run =
        REGION + DateTimeFormatter.ofPattern("yyyyMMddHHmmss").format(LocalDateTime.now(clock));
    for (int i = 0; i < count; i++) {
      String caseNo = run + "%04d".formatted(i + 1);
      cases.add(caseNo);
      play(platform, lives.get(i % lives.size()), caseNo);
    }
  }

  private void play(String platform, Cast.Life life, String caseNo)
      throws IOException, InterruptedException {
    for (String sample : life.samples()) {
      JsonNode played = web.play(platform, sample, caseNo);
      if (!played.path("accepted").asBoolean()) {
        String why = "状态 " + played.path("status").asText() + "，" + played.path("body").asText();
        refused.add(new Trouble(caseNo, platform, sample, why));
        return;
      }
    }
  }

  /**
   * Looks at every case until it is settled: no delivery moves, every expected message is in, and
   * nothing has happened for a while; or until the time is over.
   *
   * @throws IOException when relay or simulator cannot be reached
   */
  Outcome settle(String platform, Duration limit) throws IOException, InterruptedException {
    long end = clock.millis() + limit.toMillis();
    Map<String, CaseView> views = new TreeMap<>();
    Map<String, Long> since = new TreeMap<>();
    var open = new ArrayList<>(cases);
    while (!open.isEmpty()) {
      for (String caseNo : List.copyOf(open)) {
        var view = new CaseView(caseNo, web.theCase(caseNo), web.ledger(caseNo));
        CaseView before = views.put(caseNo, view);
        if (before == null || before.trace() != view.trace()) {
          since.put(caseNo, clock.millis());
        }
        boolean quiet = clock.millis() - since.get(caseNo) >= QUIET.toMillis();
        if (quiet && view.still() && view.missing(cast).isEmpty()) {
          open.remove(caseNo);
        }
      }
      if (clock.millis() >= end) {
        break;
      }
      MILLISECONDS.sleep(PAUSE.toMillis());
    }
    return new Outcome(List.copyOf(views.values()), troubles(platform, views.values()));
  }

  private List<Trouble> troubles(String platform, Iterable<CaseView> views) {
    var troubles = new ArrayList<>(refused);
    for (CaseView view : views) {
      view.refused().stream().filter(t -> !t.system().equals(platform)).forEach(troubles::add);
      troubles.addAll(view.missing(cast));
    }
    return troubles;
  }
}
