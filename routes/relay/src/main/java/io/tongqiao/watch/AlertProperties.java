package io.tongqiao.watch;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * When to raise an alert, and whom to tell, {@code tongqiao.alerts.*}. Times that a system is
 * waited for count only while it is open: the hours of its {@code window}, or else {@code hours} on
 * working days.
 *
 * @param every how often to look
 * @param errorRate share of attempts, out of those of {@code errorWindow}, that failed
 * @param errorLeast how many must have failed before a share says anything
 * @param oldest how long the oldest delivery of a system may be open
 * @param breaker how long a breaker may be open
 * @param parked how many lanes of a system may be parked before it is told; 0 never tells
 * @param silence by system, how long nothing may come from it
 * @param hours when there should be traffic, {@code 09:00-17:00}
 * @param refusing how long nothing may be accepted; urgent
 * @param disk what must be left on the disk of the data; urgent
 * @param ahead how long before it runs out a certificate or secret is told
 * @param expiry by secret, the last day on which it is good
 * @param repeat how often what goes on is told again
 * @param quiet hours in which only what is urgent is told, {@code 22:00-07:00}
 * @param webhook where alerts are posted as JSON
 * @param mail whom they are mailed to
 * @param sms whom they are texted to
 */
@ConfigurationProperties("tongqiao.alerts")
record AlertProperties(
    @DefaultValue("30s") Duration every,
    @DefaultValue("0.5") double errorRate,
    @DefaultValue("20") int errorLeast,
    @DefaultValue("10m") Duration errorWindow,
    @DefaultValue("4h") Duration oldest,
    @DefaultValue("15m") Duration breaker,
    @DefaultValue("1") int parked,
    @DefaultValue Map<String, Duration> silence,
    @DefaultValue("09:00-17:00") String hours,
    @DefaultValue("1m") Duration refusing,
    @DefaultValue("1GB") DataSize disk,
    @DefaultValue("30d") Duration ahead,
    @DefaultValue Map<String, String> expiry,
    @DefaultValue("1h") Duration repeat,
    Optional<String> quiet,
    Optional<URI> webhook,
    @DefaultValue Mail mail,
    @DefaultValue Sms sms) {

  /** Fills in what was left out, and reads the hours, so that a slip is told at the start. */
  AlertProperties {
    quiet = quiet == null ? Optional.empty() : quiet;
    webhook = webhook == null ? Optional.empty() : webhook;
    Span.of(hours);
    quiet.ifPresent(Span::of);
  }

  /**
   * Text messages; no {@code to}, none.
   *
   * @param to telephones by the name of whoever has it; the name alone is told in logs and views
   * @param system that sends them; left out, the one whose folder sends texts
   * @param window how long after a text no other goes out for the same rule; what comes meanwhile
   *     goes together afterwards
   */
  record Sms(
      @DefaultValue Map<String, String> to,
      Optional<String> system,
      @DefaultValue("30m") Duration window) {

    Sms {
      system = system == null ? Optional.empty() : system;
      to = Collections.unmodifiableMap(new TreeMap<>(to));
      to.forEach(
          (name, number) -> {
            if (!number.matches("\\+?\\d{5,20}")) {
              throw new IllegalArgumentException("tongqiao.alerts.sms.to." + name + " 不是电话号码");
            }
          });
    }
  }

  /**
   * Mail; no {@code host}, no mail.
   *
   * @param to addresses, separated by commas
   * @param passwordSecret name of the secret with the password of {@code username}
   * @param starttls whether the connection must be encrypted before anything is said
   */
  record Mail(
      Optional<String> host,
      @DefaultValue("25") int port,
      @DefaultValue("") String from,
      @DefaultValue("") String to,
      Optional<String> username,
      @DefaultValue("mail.password") String passwordSecret,
      @DefaultValue("false") boolean starttls) {

    Mail {
      host = host == null ? Optional.empty() : host;
      username = username == null ? Optional.empty() : username;
    }
  }
}
