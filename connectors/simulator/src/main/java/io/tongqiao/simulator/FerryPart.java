package io.tongqiao.simulator;

import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Digests;
import io.tongqiao.dialect.Ferry;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.dialect.ferry.Box;
import io.tongqiao.dialect.ferry.BrokenPackageException;
import io.tongqiao.dialect.ferry.Manifest;
import io.tongqiao.dialect.ferry.PackageName;
import io.tongqiao.dialect.ferry.Packing;
import io.tongqiao.dialect.ferry.Parcel;
import io.tongqiao.dialect.ferry.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ferry and the far side of one played system: takes whole packages out of the relay's outbox,
 * acknowledges them once the ledger has them, and leaves packages in its inbox.
 */
final class FerryPart implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FerryPart.class);
  private static final long LOOK_MILLIS = 50;

  private final Part part;
  private final Ferry link;
  private final Box outbox;
  private final Box inbox;
  private final Secrets secrets;
  private final Clock clock;
  private final AtomicLong sequence;
  private final Map<String, String> lastOfCase = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private FerryPart(Part part, Path shore, Secrets secrets, Clock clock) throws IOException {
    this.part = part;
    this.link = part.descriptor().ferry().orElseThrow();
    this.outbox = Box.at(shore.resolve(link.outbox()));
    this.inbox = Box.at(shore.resolve(link.inbox()));
    this.secrets = secrets;
    this.clock = clock;
    this.sequence = new AtomicLong(clock.millis());
    this.thread = new Thread(this::read, "ferry-" + part.descriptor().id());
    this.thread.setDaemon(true);
  }

  static FerryPart open(Part part, Path shore, Secrets secrets, Clock clock) throws IOException {
    var opened = new FerryPart(part, shore, secrets, clock);
    opened.thread.start();
    return opened;
  }

  private void read() {
    try {
      while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          look();
        } catch (IOException | RuntimeException e) {
          LOG.info("{} waits for its ferry: {}", part.descriptor().id(), e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws IOException {
    TreeSet<String> names = outbox.names();
    for (String file : names) {
      if (file.endsWith(PackageName.ACK)) {
        outbox.remove(file);
      }
    }
    List<PackageName> marked =
        names.stream()
            .filter(file -> file.endsWith(PackageName.MARKER))
            .flatMap(file -> PackageName.ofFile(file).stream())
            .sorted()
            .toList();
    for (PackageName name : marked) {
      ferry(name, names);
    }
  }

  private void ferry(PackageName name, Set<String> names) throws IOException {
    try {
      var found = new Reading(outbox, part.descriptor().limits().maxBody()).read(name, names);
      if (found instanceof Reading.Whole whole) {
        take(whole.parcel());
      }
    } catch (BrokenPackageException e) {
      LOG.warn("{} leaves {} where it is: {}", part.descriptor().id(), name, e.getMessage());
    }
  }

  /** Only "busy" leaves the package where it is, for the next crossing. */
  private void take(Parcel parcel) throws IOException {
    Answer answer = answer(parcel.payload());
    boolean busy = answer.kind() == Answer.Kind.STATUS || answer.kind() == Answer.Kind.FAULT;
    if (busy) {
      return;
    }
    if (link.acks() && answer.kind() != Answer.Kind.SEVERED) {
      inbox.put(parcel.name() + PackageName.ACK, answer.bytes());
    }
    outbox.remove(parcel.name() + PackageName.MARKER);
    for (String file : outbox.names()) {
      if (file.startsWith(parcel.name() + ".")) {
        outbox.remove(file);
      }
    }
  }

  private Answer answer(byte[] body) {
    try {
      var operations = part.descriptor().operations().keySet().stream().sorted().toList();
      return part.reception()
          .receive(part.hearing().understand(operations, shown(), body, Map.of()));
    } catch (TranslationException e) {
      return part.reception().unread(Map.of(), body, Answer.unreadable(e));
    }
  }

  /** Whoever has written a file has shown user and password to the server. */
  private Map<String, String> shown() {
    if (part.descriptor().auth() instanceof Auth.Basic basic) {
      String user = secrets.find(basic.username()).orElse("");
      String pair = user + ":" + secrets.find(basic.password()).orElse("");
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      return Map.of("authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return Map.of();
  }

  /**
   * Leaves a package in the relay's inbox, behind the last one about the same case.
   *
   * @throws IOException when it cannot be written
   */
  void leave(String caseNo, byte[] body) throws IOException {
    PackageName name =
        PackageName.of(part.descriptor().id(), clock.instant(), sequence.incrementAndGet());
    Format format =
        part.descriptor().doors().values().stream()
            .filter(door -> door.transport() == Descriptor.DoorTransport.FERRY)
            .map(door -> door.request())
            .findFirst()
            .orElseThrow();
    Optional<String> previous = Optional.ofNullable(lastOfCase.get(caseNo));
    var manifest =
        new Manifest(
            name.toString(),
            previous.orElse(""),
            caseNo,
            "",
            "",
            "payload." + format.extension(),
            body.length,
            Digests.sm3(body));
    var parcel = new Parcel(name, Optional.of(manifest), body);
    inbox.put(name, Packing.pack(parcel, format.extension(), link).files());
    lastOfCase.put(caseNo, name.toString());
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
