package io.tongqiao.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.api.trace.SpanKind;
import io.tongqiao.dialect.Request;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.relay.Decision;
import io.tongqiao.schema.Problem;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Stands beside the way of a message: each step is done within its span, and counted. */
@Component
public class Watch {

  private final Meters meters;
  private final Traces traces;
  private final Heard heard;

  Watch(Meters meters, Traces traces, Heard heard) {
    this.meters = meters;
    this.traces = traces;
    this.heard = heard;
  }

  /** Decides on a message that came to a door; the message follows on the span of that. */
  public Decision intake(
      String system, String door, ObjectNode envelope, Supplier<Decision> decision) {
    heard.of(system);
    long started = System.nanoTime();
    var title =
        new Traces.Title("accept", SpanKind.INTERNAL, Map.of("system", system, "door", door));
    Decision decided =
        traces.within(
            title,
            envelope.path(Traces.TRACEPARENT).asText(""),
            () -> {
              traces.mark(envelope);
              return decision.get();
            },
            Watch::word);
    meters.decided(door, word(decided), System.nanoTime() - started);
    return decided;
  }

  private static String word(Decision decision) {
    if (decision instanceof Decision.Refused refused) {
      return refused.problem().kind() == Problem.Kind.UNAVAILABLE ? "not_now" : "refused";
    }
    return decision instanceof Decision.Accepted ? "accepted" : "duplicate";
  }

  /**
   * Makes an attempt at a delivery.
   *
   * @param message what is delivered, which says what it follows on
   * @param outcome a word for it
   */
  public <T> T attempt(
      StoredDelivery delivery,
      ObjectNode message,
      Supplier<T> attempt,
      Function<T, String> outcome) {
    long started = System.nanoTime();
    var title =
        new Traces.Title(
            "deliver " + delivery.system(),
            SpanKind.CONSUMER,
            Map.of(
                "system", delivery.system(),
                "operation", delivery.operation(),
                "message", delivery.messageId(),
                "case", delivery.caseNo()));
    T made = traces.within(title, message.path(Traces.TRACEPARENT).asText(""), attempt, outcome);
    meters.attempted(
        delivery.system(),
        outcome.apply(made),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    return made;
  }

  /** Has the news in an answer follow on the attempt that brought it. */
  public ObjectNode told(ObjectNode news) {
    traces.mark(news);
    return news;
  }

  /** Makes a call, given the request with what lets the other side follow on it. */
  public <T> T call(
      String system, Request request, Function<Request, T> call, Function<T, String> outcome) {
    var title =
        new Traces.Title(
            "call " + system,
            SpanKind.CLIENT,
            Map.of("system", system, "operation", request.operation()));
    return traces.within(title, "", () -> call.apply(carried(request)), outcome);
  }

  private Request carried(Request request) {
    Map<String, String> headers = traces.carried(request.headers());
    return headers == request.headers()
        ? request
        : new Request(
            request.operation(),
            request.caseNo(),
            request.messageId(),
            request.method(),
            request.path(),
            request.action(),
            headers,
            request.contentType(),
            request.body(),
            request.charset());
  }
}
