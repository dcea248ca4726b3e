package io.tongqiao.ferry;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Digests;
import io.tongqiao.dialect.Ferry;
import io.tongqiao.dialect.Reply;
import io.tongqiao.dialect.Request;
import io.tongqiao.dialect.ferry.Manifest;
import io.tongqiao.dialect.ferry.PackageName;
import io.tongqiao.dialect.ferry.Packing;
import io.tongqiao.dialect.ferry.Parcel;
import io.tongqiao.journal.FerryJournal;
import io.tongqiao.journal.Shipment;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The call of a system behind a gap: writes a package, and answers 202 until the other side has
 * acknowledged it; then 200 with the acknowledgement as body. On a one-way link 200 as soon as the
 * marker is written; 503 when the directory cannot be written. Words of ours stand in the header
 * {@code ferry}.
 *
 * <p>The package's row is in the journal before its first file: a repetition of the call writes the
 * same files under the same name. What was answered and settled is not answered again: a further
 * call is an operator's, who wants it sent anew, and gets a package of its own.
 */
@Component("ferryCalls")
public class FerryCalls {

  private static final Logger LOG = LoggerFactory.getLogger(FerryCalls.class);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final Links links;
  private final FerryJournal journal;
  private final TransactionOperations transactions;
  private final Clock clock;

  FerryCalls(Links links, FerryJournal journal, TransactionOperations transactions, Clock clock) {
    this.links = links;
    this.journal = journal;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Sees to it that a request is ferried, and tells how far it is. */
  public Reply write(@Body Request request, @Variable("dialect") Dialect dialect) {
    String system = dialect.descriptor().id();
    Ferry ferry = dialect.descriptor().ferry().orElseThrow();
    Shipment shipment = current(request, dialect);
    if (shipment.answeredAt().isEmpty() && due(shipment, ferry)) {
      try {
        ship(dialect, shipment, request);
      } catch (IOException e) {
        return new Reply(503, words("摆渡目录现在不能写入：" + e.getMessage()), new byte[0], Optional.empty());
      }
      shipment = journal.find(system, shipment.name()).orElseThrow();
    }
    if (shipment.answeredAt().isEmpty()) {
      return new Reply(202, words(waiting(shipment)), new byte[0], Optional.empty());
    }
    Map<String, String> headers =
        ferry.acks() ? Map.of() : words("已写入发件目录，包 " + shipment.name() + "；单向链路无回执，按日对账");
    return new Reply(200, headers, shipment.answer(), Optional.empty());
  }

  private Shipment current(Request request, Dialect dialect) {
    String system = dialect.descriptor().id();
    String digest = Digests.sm3(request.body());
    Optional<Shipment> newest = journal.newest(system, request.messageId());
    boolean same = newest.isPresent() && newest.get().payloadSm3().equals(digest);
    if (same && !settled(newest.get())) {
      return newest.get();
    }
    Instant now = clock.instant();
    return transactions.execute(
        status ->
            journal.open(
                request,
                system,
                dialect.digest(),
                digest,
                no -> PackageName.of(system, now, no).toString()));
  }

  private boolean settled(Shipment shipment) {
    return shipment.answeredAt().isPresent()
        && journal.settledSince(
            shipment.system(), shipment.messageId(), shipment.answeredAt().get());
  }

  private boolean due(Shipment shipment, Ferry ferry) {
    return shipment.sentAt().isEmpty()
        || !shipment.sentAt().get().plus(ferry.again()).isAfter(clock.instant());
  }

  private void ship(Dialect dialect, Shipment shipment, Request request) throws IOException {
    Descriptor system = dialect.descriptor();
    Ferry ferry = system.ferry().orElseThrow();
    String extension = dialect.operation(request.operation()).request().extension();
    PackageName name = PackageName.ofFile(shipment.name()).orElseThrow();
    Packing.Packed packed =
        Packing.pack(parcel(name, shipment, request, extension), extension, ferry);
    boolean lay =
        links.with(
            system,
            link -> {
              boolean there = link.outbox().has(name + PackageName.MARKER);
              if (!ferry.acks()) {
                link.sent().put(name, packed.files());
              }
              // with its marker it is whole: a crash came before it was noted, and whoever reads it
              // now
              // must not be disturbed
              if (!there || shipment.times() > 0) {
                link.outbox().put(name, packed.files());
              }
              return there;
            });
    if (shipment.times() > 0) {
      LOG.warn(
          "package {} to {} was not acknowledged and is ferried again, time {}; {}",
          name,
          system.id(),
          shipment.times() + 1,
          lay
              ? "it still lay in the outbox: see whether the gap takes files"
              : "the gap had taken it: ask the other side whether it came");
    }
    transactions.execute(
        status -> {
          journal.sent(shipment, packed.sm3(), !ferry.acks());
          return status;
        });
  }

  private static Parcel parcel(
      PackageName name, Shipment shipment, Request request, String extension) {
    var manifest =
        new Manifest(
            name.toString(),
            shipment.previous(),
            request.caseNo(),
            request.messageId(),
            request.operation(),
            "payload." + extension,
            request.body().length,
            Digests.sm3(request.body()));
    return new Parcel(name, Optional.of(manifest), request.body());
  }

  private static String waiting(Shipment shipment) {
    String since =
        shipment.sentAt().map(at -> at.atOffset(ZoneOffset.ofHours(8)).format(MINUTE)).orElse("");
    return "等待对方回执：包 "
        + shipment.name()
        + "，"
        + since
        + " 摆渡"
        + (shipment.times() > 1 ? "，已摆渡 " + shipment.times() + " 次仍无回执，请检查网闸和对方" : "");
  }

  private static Map<String, String> words(String words) {
    return Map.of("ferry", words);
  }
}
