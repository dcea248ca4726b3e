package io.tongqiao.prerequisite;

import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Provision;
import io.tongqiao.prerequisite.Providers.Candidate;
import io.tongqiao.schema.WorkCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * 主协办: the department to which a material belongs is asked for it by message, and has some working
 * days to answer. Its silence is no answer.
 */
@Component
class Assistance {

  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private final Providers providers;
  private final WorkCalendar calendar;
  private final DocumentSettings settings;

  Assistance(Providers providers, WorkCalendar calendar, DocumentSettings settings) {
    this.providers = providers;
    this.calendar = calendar;
    this.settings = settings;
  }

  /** The department's system, where the material has a department and that has a system. */
  Optional<Candidate> candidate(Wanted wanted, Instant asked) {
    Optional<Wanted.Sought> sought =
        wanted.documents().stream().filter(s -> s.holder().isPresent()).findFirst();
    return wanted
        .material()
        .assist()
        .flatMap(providers::assistant)
        .flatMap(dialect -> sought.map(s -> candidate(dialect, s, asked)));
  }

  private Candidate candidate(Dialect dialect, Wanted.Sought sought, Instant asked) {
    Instant end = deadline(asked).plusDays(1).atStartOfDay().toInstant(BEIJING);
    var provision =
        new Provision(
            "assist",
            List.of(Provision.Key.CODE),
            Provision.Kind.HOLDER,
            Provision.Trust.A,
            Duration.ZERO,
            0,
            "",
            Provision.Answer.MESSAGE,
            Duration.between(asked, end));
    return new Candidate(new Provider(dialect, provision), sought, sought.holder().orElseThrow());
  }

  /** The last day for an answer. */
  LocalDate deadline(Instant asked) {
    LocalDate day = LocalDate.ofInstant(asked, BEIJING);
    for (int left = settings.assistDays(); left > 0; ) {
      day = day.plusDays(1);
      if (calendar.isWorkday(day)) {
        left--;
      }
    }
    return day;
  }
}
