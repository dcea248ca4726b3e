package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.SampleRun;
import io.tongqiao.dialect.TranslationException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sends door samples to the relay, with another case number in the place of the sample's, and with
 * the receipt numbers that were given for that case and the message that was last worked on, or
 * with those of work that stands apart.
 */
final class Doors {

  /** What a sample is to be about. */
  private record About(String caseNo, Optional<LedgerEntry> work) {}

  private final RelayClient relay;
  private final OperatorDesk desk;
  private final Queues queues;
  private final Map<String, TablePart> tables;
  private final Map<String, FerryPart> ferries;
  private final Ledger ledger;
  private final Clock clock;

  Doors(RelayClient relay, Posts posts, Ledger ledger, Clock clock) {
    this.relay = relay;
    this.desk = posts.desk();
    this.queues = posts.queues();
    this.tables = posts.tables();
    this.ferries = posts.ferries();
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Sends one sample.
   *
   * @param caseNo the case that it is to be about; empty for the sample's own
   * @throws IOException when there is no relay or broker, no key, or no answer
   */
  Played play(Part part, Sample sample, String caseNo) throws IOException {
    return say(part, sample, caseNo, Optional.empty());
  }

  /**
   * Sends one sample that follows work.
   *
   * @throws IOException when there is no relay or broker, no key, or no answer
   */
  Played tell(Part part, Sample sample, LedgerEntry work) throws IOException {
    return say(part, sample, work.caseNo(), Optional.of(work).filter(LedgerEntry::apart));
  }

  private Played say(Part part, Sample sample, String caseNo, Optional<LedgerEntry> work)
      throws IOException {
    String own = part.script().caseNoOf(sample);
    var about = new About(caseNo.isEmpty() ? own : caseNo, work);
    byte[] body = body(part, sample, own, about);
    long start = clock.millis();
    Played played = send(part, sample, about.caseNo(), body, start);
    String system = part.descriptor().id();
    LedgerEntry entry =
        LedgerEntry.sent(
                system,
                sample.part(),
                about.caseNo(),
                work.map(LedgerEntry::messageId).orElse(""),
                Digests.hex(body),
                sample.name())
            .answered(sample.name(), Integer.toString(played.status()));
    ledger.write(played.accepted() ? entry.worked("") : entry);
    return played;
  }

  /** Whether there is anything to send a sample to, be it reachable or not. */
  boolean known(Part part, Sample sample) {
    return switch (part.dialect().door(sample.part()).transport()) {
      case HTTP -> relay.known();
      case QUEUE -> queues.known(part.descriptor());
      case TABLE -> tables.containsKey(part.descriptor().id());
      case MANUAL -> desk.known();
      case FERRY -> ferries.containsKey(part.descriptor().id());
    };
  }

  private Played send(Part part, Sample sample, String caseNo, byte[] body, long start)
      throws IOException {
    Descriptor.Door door = part.dialect().door(sample.part());
    String system = part.descriptor().id();
    if (door.transport() == Descriptor.DoorTransport.QUEUE) {
      queues.send(part.descriptor(), door, body);
      return new Played(200, "", clock.millis() - start, true);
    }
    if (door.poll().isPresent()) {
      // the relay will find it; what it makes of it, the row's flags tell
      tables.get(system).leave(door.poll().get().table(), body);
      return new Played(200, "", clock.millis() - start, true);
    }
    if (door.transport() == Descriptor.DoorTransport.FERRY) {
      // likewise; what it makes of it, its acknowledgement tells
      ferries.get(system).leave(caseNo, body);
      return new Played(200, "", clock.millis() - start, true);
    }
    if (door.form().isPresent()) {
      String path = "systems/" + system + "/entries/" + sample.part();
      OperatorDesk.Reply reply = desk.post(path, Clerk.entry(door.form().get(), body));
      return new Played(reply.status(), reply.text(), clock.millis() - start, reply.done());
    }
    Optional<String> token = new Tokens(relay).at(part, sample.part());
    HttpResponse<byte[]> reply = relay.send(system, door, body, token);
    boolean accepted =
        Acceptance.accepted(part.dialect(), sample.part(), reply.statusCode(), reply.body());
    var charset = door.reply().map(r -> r.format().wireCharset()).orElse(UTF_8);
    boolean problem =
        reply
            .headers()
            .firstValue("Content-Type")
            .orElse("")
            .startsWith("application/problem+json");
    String text = new String(reply.body(), problem ? UTF_8 : charset);
    return new Played(reply.statusCode(), text, clock.millis() - start, accepted);
  }

  private byte[] body(Part part, Sample sample, String own, About about) throws IOException {
    String name = sample.fileName("inbound").orElseThrow();
    String text = part.wording().addressed(new String(sample.files().get(name), UTF_8));
    if (!own.isEmpty()) {
      text = text.replace(own, about.caseNo());
    }
    for (Line line : (Iterable<Line>) part.script().receipts()::iterator) {
      text = text.replace(line.receiptNo(), receiptNo(part, line, about));
    }
    text = text.replace(Sample.MESSAGE_ID, messageId(part, about));
    Map<String, byte[]> files = new TreeMap<>(sample.files());
    files.put(name, text.getBytes(UTF_8));
    var other = new Sample(sample.name(), sample.part(), sample.failing(), files);
    try {
      return new SampleRun(part.dialect(), other).inboundBytes();
    } catch (TranslationException e) {
      throw new IOException(sample.name() + ": " + e.getMessage(), e);
    }
  }

  /** The number that was given for the work or the case, or the sample's where none was. */
  private String receiptNo(Part part, Line line, About about) {
    String operation = line.sample().part();
    Optional<String> given =
        about
            .work()
            .filter(work -> work.operation().equals(operation))
            .map(LedgerEntry::receiptNo)
            .or(() -> ledger.receiptNo(part.descriptor().id(), operation, about.caseNo()));
    return given.filter(number -> !number.isEmpty()).orElse(line.receiptNo());
  }

  /** The work's own, or the message last worked on for the case, or the sample's. */
  private String messageId(Part part, About about) {
    Optional<String> last =
        about
            .work()
            .map(LedgerEntry::messageId)
            .or(() -> ledger.messageId(part.descriptor().id(), about.caseNo()));
    return last.filter(id -> !id.isEmpty()).orElse(Sample.MESSAGE_ID);
  }
}
