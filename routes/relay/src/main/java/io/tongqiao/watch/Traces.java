package io.tongqiao.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * OpenTelemetry spans of a message's way. The context travels as W3C {@code traceparent}: into a
 * door as a header or in the message, with the message through journal and broker, and out with the
 * call. Without an endpoint nothing is made and nothing is added.
 */
@Component
public class Traces implements DisposableBean {

  static final String TRACEPARENT = "traceparent";

  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier == null ? Collections.emptySet() : carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  /**
   * Settings, {@code tongqiao.traces.*}.
   *
   * @param endpoint OTLP over HTTP, such as {@code http://127.0.0.1:4318/v1/traces}; left out: off
   * @param share of the traces that begin here which are recorded; those that a sender began are as
   *     it decided
   */
  @ConfigurationProperties("tongqiao.traces")
  record Properties(Optional<String> endpoint, @DefaultValue("1.0") double share) {

    Properties {
      endpoint = endpoint == null ? Optional.empty() : endpoint;
    }
  }

  private final Optional<SdkTracerProvider> provider;
  private final Tracer tracer;

  Traces(Properties settings) {
    this.provider = settings.endpoint().map(endpoint -> provider(endpoint, settings.share()));
    this.tracer =
        provider
            .map(p -> p.get("tongqiao"))
            .orElseGet(() -> OpenTelemetry.noop().getTracer("tongqiao"));
  }

  private static SdkTracerProvider provider(String endpoint, double share) {
    var exporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build();
    return SdkTracerProvider.builder()
        .setResource(
            Resource.getDefault()
                .merge(
                    Resource.create(
                        Attributes.of(AttributeKey.stringKey("service.name"), "tongqiao"))))
        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
        .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
        .build();
  }

  /** Whether anybody is told. */
  boolean on() {
    return provider.isPresent();
  }

  /** What a span is called and what is known of it: ids only. */
  record Title(String name, SpanKind kind, Map<String, String> attributes) {}

  /**
   * Does some work within a span, which follows on a {@code traceparent}, or on what this thread is
   * doing when that is empty.
   *
   * @param outcome a word for what came of it
   */
  <T> T within(Title title, String traceparent, Supplier<T> work, Function<T, String> outcome) {
    if (!on()) {
      return work.get();
    }
    Span span = begun(title, traceparent);
    try {
      T result = Context.current().with(span).wrapSupplier(work).get();
      span.setAttribute("tongqiao.outcome", outcome.apply(result));
      return result;
    } catch (RuntimeException e) {
      // the words of an exception may quote a message
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      span.end();
    }
  }

  private Span begun(Title title, String traceparent) {
    Context parent =
        traceparent.isEmpty()
            ? Context.current()
            : W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), Map.of(TRACEPARENT, traceparent), GETTER);
    var builder = tracer.spanBuilder(title.name()).setParent(parent).setSpanKind(title.kind());
    title.attributes().forEach((k, v) -> builder.setAttribute("tongqiao." + k, v));
    return builder.startSpan();
  }

  /** Has a message follow on what this thread is doing. */
  public void mark(ObjectNode envelope) {
    current().ifPresent(here -> envelope.put(TRACEPARENT, here));
  }

  /** The same headers, and the one that lets the other side follow on this call. */
  Map<String, String> carried(Map<String, String> headers) {
    return current()
        .map(
            here -> {
              Map<String, String> more = new HashMap<>(headers);
              more.put(TRACEPARENT, here);
              return more;
            })
        .orElse(headers);
  }

  private Optional<String> current() {
    if (!on() || !Span.current().getSpanContext().isValid()) {
      return Optional.empty();
    }
    Map<String, String> carrier = new HashMap<>();
    W3CTraceContextPropagator.getInstance()
        .inject(Context.current(), carrier, (map, key, value) -> map.put(key, value));
    return Optional.ofNullable(carrier.get(TRACEPARENT));
  }

  /** Sends what is left. */
  @Override
  public void destroy() {
    provider.ifPresent(SdkTracerProvider::close);
  }
}
