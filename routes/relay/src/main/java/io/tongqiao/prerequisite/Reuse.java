package io.tongqiao.prerequisite;

import io.tongqiao.dialect.Provision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * 免提交: what we decided ourselves, by number, name or holder; and what was pulled before and is
 * valid, not revoked, and not older than its holder allows.
 */
@Component
class Reuse {

  private final DocumentJournal documents;
  private final Providers providers;
  private final Clock clock;

  Reuse(DocumentJournal documents, Providers providers, Clock clock) {
    this.documents = documents;
    this.providers = providers;
    this.clock = clock;
  }

  /** All that is known of the holders in question, the newest first. */
  List<PulledDocument> known(Order order) {
    List<String> holders =
        order.materials().stream()
            .flatMap(m -> m.documents().stream())
            .flatMap(s -> s.holder().stream())
            .map(Holder::idNumber)
            .distinct()
            .toList();
    return holders.isEmpty() ? List.of() : documents.of(holders);
  }

  /** The result for a material that our own records have. */
  Optional<MaterialResult> result(Progress progress, Order order, List<PulledDocument> known) {
    long begun = System.nanoTime();
    return find(progress.wanted(), order.recheck(), known)
        .map(
            document -> {
              long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
              progress.tried(
                  new Tried(
                      Strategy.REUSE,
                      document.system(),
                      document.type(),
                      Outcome.FOUND,
                      "",
                      "",
                      millis));
              return progress.found(document, true);
            });
  }

  private Optional<PulledDocument> find(
      Wanted wanted, boolean recheck, List<PulledDocument> known) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
    return known.stream()
        .filter(d -> wanted.documents().stream().anyMatch(s -> serves(d, s, wanted)))
        .filter(d -> Validity.fault(d.certificate(), d.holder(), today).isEmpty())
        .filter(d -> !d.caseNo().isEmpty() || (!recheck && isFresh(d)))
        .findFirst();
  }

  private static boolean serves(PulledDocument known, Wanted.Sought sought, Wanted wanted) {
    boolean same =
        sought.holder().filter(h -> h.isSame(known.holder())).isPresent()
            && (wanted.certNo().isEmpty() || known.certificate().isNumbered(wanted.certNo()))
            && (wanted.certName().isEmpty()
                || Validity.folded(known.certificate().name())
                    .equals(Validity.folded(wanted.certName())));
    boolean named = !wanted.certNo().isEmpty() || !wanted.certName().isEmpty();
    boolean ownOfAnyType = known.type().isEmpty() && named;
    return same && (known.type().equals(sought.type().id()) || ownOfAnyType);
  }

  private boolean isFresh(PulledDocument document) {
    Duration age =
        providers
            .of(document.system(), document.type())
            .map(Provision::maxAge)
            .orElse(Duration.ZERO);
    Instant oldest = clock.instant().minus(age);
    return !age.isZero() && document.verifiedAt().isAfter(oldest);
  }
}
