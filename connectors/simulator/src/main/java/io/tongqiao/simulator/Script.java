package io.tongqiao.simulator;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder's samples as the script that its system follows. */
final class Script {

  private static final int REGION = 6;

  /** A door sample, and the digest of what the work must have asked for. */
  private record Follower(Sample sample, String subject) {
    static Follower of(Sample sample) {
      return new Follower(sample, Digests.subject(sample.subject()));
    }

    boolean ofAny() {
      return subject.isEmpty();
    }

    boolean ofOthers() {
      return sample.subject().equals(Sample.OTHER_SUBJECT);
    }
  }

  private final List<Sample> samples;
  private final List<Line> lines;
  private final Map<String, List<Follower>> after;
  private final Descriptor descriptor;

  Script(Folder folder, Descriptor descriptor) {
    this.descriptor = descriptor;
    this.samples = Sample.of(folder);
    this.lines =
        samples.stream()
            .filter(s -> descriptor.operations().containsKey(s.part()))
            .map(Line::of)
            .filter(Line::answers)
            .toList();
    this.after =
        samples.stream()
            .filter(s -> !s.failing() && descriptor.doors().containsKey(s.part()))
            .collect(groupingBy(Sample::after, mapping(Follower::of, toList())));
  }

  private Stream<Line> lines(String operation) {
    return lines.stream().filter(line -> line.sample().part().equals(operation));
  }

  /**
   * How the system answers a call of an operation: as in the sample of that case number or that
   * name, else as in the operation's first sample that is confirmed.
   */
  Optional<Line> line(String operation, String caseNo, String sample) {
    return lines(operation)
        .filter(l -> l.sample().name().equals(sample) || l.isOf(caseNo))
        .findFirst()
        .or(() -> good(operation).filter(Line::confirmed).findFirst())
        .or(() -> good(operation).findFirst());
  }

  /** The answer of a sample of that name. */
  Optional<Line> line(String sample) {
    return lines.stream().filter(line -> line.sample().name().equals(sample)).findFirst();
  }

  private Stream<Line> good(String operation) {
    return lines(operation).filter(line -> !line.sample().failing());
  }

  /** Whether an operation has a sample of a case number. */
  boolean knows(String operation, String caseNo) {
    return lines(operation).anyMatch(line -> line.isOf(caseNo));
  }

  /** The system's own business error, of the operation if it has one. */
  Optional<Line> refusal(String operation) {
    return lines(operation)
        .filter(Line::refuses)
        .findFirst()
        .or(() -> lines.stream().filter(Line::refuses).findFirst());
  }

  /** Every answer that stands in the samples, failing ones first. */
  Stream<Line> answers() {
    return Stream.concat(
        lines.stream().filter(l -> l.sample().failing()),
        lines.stream().filter(l -> !l.sample().failing()));
  }

  /** Samples of operations that show the message being sent. */
  List<Sample> outbound() {
    return samples.stream().filter(s -> descriptor.operations().containsKey(s.part())).toList();
  }

  /** A sample of one of the doors. */
  Optional<Sample> door(String sample) {
    return samples.stream()
        .filter(s -> s.name().equals(sample) && descriptor.doors().containsKey(s.part()))
        .findFirst();
  }

  /**
   * The case number of a door sample: its canonical message's; one that must fail has none, so it
   * is what looks like the other samples' case numbers: as long, and with the same six characters
   * (of the region) at its beginning. Empty for none.
   */
  String caseNoOf(Sample sample) {
    String own = sample.tree("canonical").path("subject").asText();
    if (!own.isEmpty()) {
      return own;
    }
    String text = sample.text("inbound").orElse("");
    return samples.stream()
        .map(other -> other.tree("canonical").path("subject").asText())
        .filter(number -> number.length() > REGION)
        .map(Script::like)
        .distinct()
        .flatMap(shape -> shape.matcher(text).results())
        .map(MatchResult::group)
        .findFirst()
        .orElse("");
  }

  private static Pattern like(String number) {
    String rest = "\\w{" + (number.length() - REGION) + "}";
    return Pattern.compile("\\b" + Pattern.quote(number.substring(0, REGION)) + rest + "\\b");
  }

  /**
   * Door samples that follow work, in the order of their names: those without a subject, those of
   * its subject, and where there are none, those for other subjects.
   *
   * @param subject as the ledger has it
   */
  List<Sample> after(String operation, String subject) {
    List<Follower> all = after.getOrDefault(operation, List.of());
    boolean named = all.stream().anyMatch(f -> !f.ofAny() && f.subject().equals(subject));
    return all.stream()
        .filter(f -> f.ofAny() || f.subject().equals(subject) || (f.ofOthers() && !named))
        .map(Follower::sample)
        .toList();
  }

  /** Receipt numbers of the operations' samples, which door samples may name. */
  Stream<Line> receipts() {
    return lines.stream().filter(l -> !l.receiptNo().isEmpty());
  }
}
