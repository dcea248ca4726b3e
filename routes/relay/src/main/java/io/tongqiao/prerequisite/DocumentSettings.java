package io.tongqiao.prerequisite;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of prerequisite documents, {@code tongqiao.documents.*}.
 *
 * @param maxSize largest file that is fetched
 * @param usualWait how long a request waits that does not say
 * @param maxWait longest time that a request may wait for its answer
 * @param assistDays working days within which a department that was asked to assist has to answer
 * @param keep how long pulls are kept when all of them is known, documents after they were last
 *     verified, and their files
 * @param dailyQuota how many materials a department may ask for on a day; 0 for no limit
 * @param quotas the same by the department's 统一社会信用代码, in the place of {@code dailyQuota}
 * @param origins by system, other addresses at which its files may be fetched beside its own
 */
@ConfigurationProperties("tongqiao.documents")
record DocumentSettings(
    @DefaultValue("2GB") DataSize maxSize,
    @DefaultValue("10s") Duration usualWait,
    @DefaultValue("60s") Duration maxWait,
    @DefaultValue("5") int assistDays,
    @DefaultValue("1100d") Duration keep,
    @DefaultValue("0") int dailyQuota,
    @DefaultValue Map<String, Integer> quotas,
    @DefaultValue Map<String, List<URI>> origins) {

  /** How long a request waits. */
  Duration wait(Optional<Duration> wanted) {
    Duration asked = wanted.orElse(usualWait);
    return asked.compareTo(maxWait) < 0 ? asked : maxWait;
  }

  /** How much a department may ask for on a day; 0 for no limit. */
  int quota(Purpose purpose) {
    return quotas.getOrDefault(purpose.orgCode(), dailyQuota);
  }
}
