package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** What people on duty ask, one question after the other, each of another case. */
final class ConsoleQuestions {

  private static final double LOOK_UP = 50;
  private static final double PAGE = 60;
  private static final int PAUSE_MILLIS = 10;
  private static final String SEARCH = "/ops/v1/cases/search";

  /** Asks; gives the answer. */
  private interface Ask {
    String of(int theCase) throws IOException, InterruptedException;
  }

  /**
   * A question.
   *
   * @param bar milliseconds for 95 of 100; empty where it is told only
   */
  private record Question(String name, Ask ask, OptionalDouble bar, Histogram took) {}

  private final ConsoleVisitor visitor;
  private final String token;
  private final int cases;
  private final List<String> systems;
  private final Clock clock;
  private final JsonMapper json = new JsonMapper();
  private final Random random = new Random(7);
  private final List<Question> questions = new ArrayList<>();
  private String next = "";

  ConsoleQuestions(URI site, String token, int cases, List<String> systems, Clock clock)
      throws IOException, InterruptedException {
    this.visitor = new ConsoleVisitor(site);
    this.token = token;
    this.cases = cases;
    this.systems = systems;
    this.clock = clock;
    visitor.signIn();
    hold("case look-up, API", LOOK_UP, this::theCase);
    hold("case look-up, page", LOOK_UP, i -> visitor.page("/console/cases/" + no(i)));
    hold("search by applicant, API", PAGE, this::applicant);
    hold("search by applicant, page", PAGE, this::applicantPage);
    hold("state, system and time, API", PAGE, this::still);
    hold("state, system and time, page", PAGE, this::stillPage);
    hold("item, next page, API", PAGE, this::nextPage);
    hold("state of the case, API", PAGE, i -> search("\"states\": [\"CORRECTING\"]"));
    hold("stuck list, API", PAGE, i -> get("/ops/v1/lanes?limit=50&system=" + system(i)));
    tell("stuck list of all systems, API", i -> get("/ops/v1/lanes?limit=50"));
    tell("causes of all systems, API", i -> get("/ops/v1/lanes/causes"));
    tell("overview, page", i -> visitor.page("/console/overview/map"));
  }

  private void hold(String name, double bar, Ask ask) {
    questions.add(new Question(name, ask, OptionalDouble.of(bar), new Histogram(3)));
  }

  private void tell(String name, Ask ask) {
    questions.add(new Question(name, ask, OptionalDouble.empty(), new Histogram(3)));
  }

  private static String no(int theCase) {
    return JournalFill.caseNo(theCase);
  }

  private String system(int theCase) {
    return systems.get(theCase % systems.size());
  }

  private String get(String path) throws IOException, InterruptedException {
    return visitor.ask("GET", path, "", token);
  }

  private String search(String fields) throws IOException, InterruptedException {
    return visitor.ask("POST", SEARCH, "{" + fields + "}", token);
  }

  private String theCase(int i) throws IOException, InterruptedException {
    return containing(get("/ops/v1/cases/" + no(i)), no(i));
  }

  private static String containing(String answer, String text) throws IOException {
    if (!answer.contains(text)) {
      throw new IOException("an answer does not tell of " + text + ": " + answer);
    }
    return answer;
  }

  private String applicant(int i) throws IOException, InterruptedException {
    String answer = search("\"applicant\": \"" + JournalFill.applicant(i) + "\"");
    return containing(answer, no(i));
  }

  private String applicantPage(int i) throws IOException, InterruptedException {
    String name = URLEncoder.encode(JournalFill.applicant(i), UTF_8);
    return containing(visitor.submit("/console/cases", "applicant=" + name), no(i));
  }

  private String still(int i) throws IOException, InterruptedException {
    Instant from = clock.instant().minus(Duration.ofDays(10 + i % 80));
    return search(
        "\"lanes\": [\"PARKED\", \"WAITING\"], \"system\": \""
            + system(i)
            + "\", \"from\": \""
            + from
            + "\"");
  }

  private String stillPage(int i) throws IOException, InterruptedException {
    LocalDate from = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(10 + i % 80);
    return visitor.page("/console/cases?lane=STILL&system=" + system(i) + "&from=" + from);
  }

  private String nextPage(int i) throws IOException, InterruptedException {
    String from = next.isEmpty() ? "" : ", \"next\": \"" + next + "\"";
    String answer = search("\"item\": \"610117001000\"" + from);
    JsonNode told = json.readTree(answer);
    next = told.path("next").asText();
    return answer;
  }

  /** Asks without counting. */
  void warmUp(Duration time) throws IOException, InterruptedException {
    ask(time, false);
  }

  /** Asks and counts. */
  void measure(Duration time) throws IOException, InterruptedException {
    ask(time, true);
  }

  private void ask(Duration time, boolean counted) throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      for (Question question : questions) {
        int theCase = random.nextInt(cases);
        long began = System.nanoTime();
        question.ask.of(theCase);
        if (counted) {
          question.took.recordValue((System.nanoTime() - began) / 1000);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Tells what each took. */
  void tell(PullFigures figures, Database journal) {
    for (Question question : questions) {
      double p50 = question.took.getValueAtPercentile(50) / 1000.0;
      double p95 = question.took.getValueAtPercentile(95) / 1000.0;
      figures.tell(question.name, journal, "p50", p50, "ms");
      if (question.bar.isPresent()) {
        figures.hold(question.name, journal, "p95", p95, "ms", question.bar.getAsDouble());
      } else {
        figures.tell(question.name, journal, "p95", p95, "ms");
      }
    }
  }
}
