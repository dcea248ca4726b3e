package io.tongqiao.dialect;

import io.tongqiao.schema.CaseMessage;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A system folder's {@code system.yaml}; what it means stands in {@code connectors/README.md}. */
public record Descriptor(
    String id,
    Name name,
    Name owner,
    Tier tier,
    Network network,
    String family,
    String version,
    Progress progress,
    Transport transport,
    String endpoint,
    String address,
    String charset,
    Auth auth,
    Limits limits,
    Retry retry,
    Breaker breaker,
    Optional<Window> window,
    List<Accept> accepts,
    Map<String, Provision> provides,
    List<String> assists,
    Map<String, Operation> operations,
    Map<String, Door> doors,
    Map<String, Table> tables,
    Optional<Ferry> ferry,
    Optional<Trial> test) {

  /** Fills in what was left out. */
  public Descriptor {
    progress = Objects.requireNonNullElse(progress, Progress.OWN);
    endpoint = Objects.requireNonNullElse(endpoint, "");
    charset = Objects.requireNonNullElse(charset, "UTF-8");
    address = Objects.requireNonNullElse(address, "");
    auth = Objects.requireNonNullElse(auth, Auth.NONE);
    limits = Objects.requireNonNullElse(limits, new Limits(null, null, null, Optional.empty()));
    retry = Objects.requireNonNullElse(retry, new Retry(null, null, null, null, null));
    breaker = Objects.requireNonNullElse(breaker, new Breaker(null, null, null));
    window = window == null ? Optional.empty() : window;
    accepts = accepts == null ? List.of() : List.copyOf(accepts);
    provides = inOrder(provides);
    assists = assists == null ? List.of() : List.copyOf(assists);
    operations = inOrder(operations);
    doors = inOrder(doors);
    tables = inOrder(tables);
    ferry = ferry == null ? Optional.empty() : ferry;
    test = test == null ? Optional.empty() : test;
  }

  /** A copy in the order of the file, so that the checker says the same at each run. */
  private static <T> Map<String, T> inOrder(Map<String, T> parts) {
    return parts == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** A text in Chinese and English. */
  public record Name(String zh, String en) {}

  /** 国垂, 省垂, 市垂, and the county's own. */
  public enum Tier {
    CENTRAL,
    PROVINCE,
    CITY,
    COUNTY
  }

  /** 互联网, 电子政务外网, 部门专网. */
  public enum Network {
    INTERNET,
    EXTRANET,
    PRIVATE
  }

  /** Whose state the system's events move. */
  public enum Progress {
    /** The case's own state. */
    CASE,
    /** A progress that the system keeps beside it. */
    OWN
  }

  /** How the system is called. */
  public enum Transport {
    HTTP,
    SOAP,
    AMQP,
    TABLE,
    FERRY,
    /** A clerk enters it (二次录入). */
    MANUAL,
    /** Artemis over JMS, on a broker of the system's own. */
    JMS,
    /** RabbitMQ over AMQP 0.9.1, on a broker of the system's own. */
    RABBITMQ;

    /** Whether the system has a broker of its own, at the endpoint. */
    public boolean theirBroker() {
      return this == JMS || this == RABBITMQ;
    }

    /** Whether a broker takes what is sent, and its word is all that comes back. */
    public boolean queued() {
      return this == AMQP || theirBroker();
    }
  }

  /** One call to the system. */
  public record Operation(
      String method,
      String path,
      String action,
      String service,
      Map<String, String> headers,
      Format request,
      Optional<Format> response,
      AnswerRules answer,
      Trace trace,
      Optional<Form> form) {

    /** Fills in what was left out. */
    public Operation {
      method = Objects.requireNonNullElse(method, "POST");
      path = Objects.requireNonNullElse(path, "");
      action = Objects.requireNonNullElse(action, "");
      service = Objects.requireNonNullElse(service, "");
      headers = headers == null ? Map.of() : Map.copyOf(headers);
      response = response == null ? Optional.empty() : response;
      trace = Objects.requireNonNullElse(trace, new Trace(null, null, null));
      form = form == null ? Optional.empty() : form;
    }
  }

  /** One way in. */
  public record Door(
      DoorTransport transport,
      String method,
      String path,
      Key key,
      Format request,
      Optional<DoorReply> reply,
      Optional<Gives> gives,
      Optional<Polling> poll,
      Optional<Form> form) {

    /** Fills in what was left out. */
    public Door {
      transport = Objects.requireNonNullElse(transport, DoorTransport.HTTP);
      method = Objects.requireNonNullElse(method, "POST");
      path = Objects.requireNonNullElse(path, "");
      key = Objects.requireNonNullElse(key, new Key(KeyPlace.BEARER, ""));
      reply = reply == null ? Optional.empty() : reply;
      gives = gives == null ? Optional.empty() : gives;
      poll = poll == null ? Optional.empty() : poll;
      form = form == null ? Optional.empty() : form;
    }
  }

  /** What a door listens on. */
  public enum DoorTransport {
    HTTP,
    QUEUE,
    TABLE,
    FERRY,
    MANUAL
  }

  /** How the system shows its key at a door. */
  public record Key(KeyPlace in, String name) {
    /** Fills in what was left out. */
    public Key {
      name = Objects.requireNonNullElse(name, "");
    }
  }

  /** Places of a key. */
  public enum KeyPlace {
    BEARER,
    HEADER,
    QUERY
  }

  /**
   * What a door answers, as JSLT expressions over {@code {receipt}} and {@code {problem}}; status 0
   * means the problem's own.
   */
  public record DoorReply(Format format, String accepted, String refused, int refusedStatus) {}

  /** How many calls side by side, how long to wait, how many bytes, how many calls in a time. */
  public record Limits(Integer concurrency, Duration timeout, Long maxBody, Optional<Rate> rate) {
    /** Fills in what was left out. */
    public Limits {
      concurrency = Objects.requireNonNullElse(concurrency, 4);
      timeout = Objects.requireNonNullElse(timeout, Duration.ofSeconds(10));
      maxBody = Objects.requireNonNullElse(maxBody, 2L << 20);
      rate = rate == null ? Optional.empty() : rate;
    }
  }

  /**
   * When the whole system pauses: after how many different lanes in a row were told "not now"; how
   * long from one probe to the next; how fast the backlog goes once a probe was answered.
   */
  public record Breaker(Integer lanes, Duration probe, Rate drain) {
    /** Fills in what was left out. */
    public Breaker {
      lanes = Objects.requireNonNullElse(lanes, 5);
      probe = Objects.requireNonNullElse(probe, Duration.ofSeconds(30));
      drain = Objects.requireNonNullElse(drain, new Rate(20, Duration.ofSeconds(1)));
    }
  }

  /** Names of all secrets that calls and their answers need. */
  public Stream<String> secrets() {
    return Stream.concat(auth.secrets(), seals()).distinct();
  }

  /** Names of the secrets that close what is sealed in requests and open it in answers. */
  Stream<String> seals() {
    return formats().flatMap(Format::seals).distinct();
  }

  /** Formats of requests and answers. */
  Stream<Format> formats() {
    return operations.values().stream()
        .flatMap(o -> Stream.concat(Stream.of(o.request()), o.response().stream()));
  }

  /**
   * The operation that should be called for a message; empty when this system does not want it.
   *
   * @param sender what the events of the message's sender move
   */
  public Optional<String> operationFor(CaseMessage message, Progress sender) {
    return accepts.stream()
        .filter(rule -> rule.fits(message, sender))
        .findFirst()
        .map(Accept::operation);
  }
}
