package io.tongqiao.watch;

import io.tongqiao.dialect.Secrets;
import io.tongqiao.relay.RelayProperties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * When certificates and secrets run out: X.509 certificates below {@code <data>/secrets}, those in
 * its key store, and what the site says of a secret, {@code tongqiao.alerts.expiry.<name>=<date>}:
 * the last day on which it is good. Read anew every hour.
 */
@Component
public class Expiries {

  private static final Logger LOG = LoggerFactory.getLogger(Expiries.class);
  private static final Duration AGE = Duration.ofHours(1);
  private static final long LARGEST = 100_000;
  private static final String STORE = "keystore.p12";

  /**
   * One that runs out.
   *
   * @param name of the secret, or of the file with the certificate
   */
  public record Expiry(String name, Instant end) {}

  private final AlertProperties settings;
  private final Path directory;
  private final Secrets secrets;
  private List<Expiry> known = List.of();
  private Instant next = Instant.EPOCH;

  Expiries(AlertProperties settings, RelayProperties properties, Secrets secrets) {
    this.settings = settings;
    this.directory = properties.data().resolve("secrets");
    this.secrets = secrets;
  }

  /** All that are known, as they were at most an hour ago. */
  public synchronized List<Expiry> at(Instant now) {
    if (!now.isBefore(next)) {
      known = Stream.of(told(), inFiles(), inStore()).flatMap(List::stream).toList();
      next = now.plus(AGE);
    }
    return known;
  }

  private List<Expiry> told() {
    List<Expiry> told = new ArrayList<>();
    settings
        .expiry()
        .forEach(
            (name, day) -> {
              try {
                LocalDate after = LocalDate.parse(day).plusDays(1);
                told.add(new Expiry(name, after.atStartOfDay(ZoneOffset.ofHours(8)).toInstant()));
              } catch (DateTimeException e) {
                LOG.warn("tongqiao.alerts.expiry.{}: {} is no date like 2026-12-31", name, day);
              }
            });
    return told;
  }

  private List<Expiry> inFiles() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Expiry> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
          String name = file.getFileName().toString();
          certificate(file).ifPresent(c -> found.add(new Expiry(name, end(c))));
        }
      }
    } catch (IOException e) {
      LOG.warn("the directory of secrets cannot be read: {}", e.getClass().getSimpleName());
    }
    return found;
  }

  /** The certificate in a file, when that is what it holds. */
  private static java.util.Optional<X509Certificate> certificate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean pem =
        new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
            .contains("-----BEGIN CERTIFICATE-----");
    boolean der = file.toString().endsWith(".cer") || file.toString().endsWith(".der");
    if (!pem && !der) {
      return java.util.Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return java.util.Optional.of(
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
    } catch (CertificateException e) {
      return java.util.Optional.empty();
    }
  }

  private List<Expiry> inStore() {
    Path file = directory.resolve(STORE);
    if (Files.notExists(file)) {
      return List.of();
    }
    List<Expiry> found = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, secrets.find("keystore.password").orElse("").toCharArray());
      for (String alias : Collections.list(store.aliases())) {
        Certificate certificate = store.getCertificate(alias);
        if (certificate instanceof X509Certificate x509) {
          found.add(new Expiry(alias, end(x509)));
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      LOG.warn(
          "the key store cannot be opened to see what runs out: {}", e.getClass().getSimpleName());
    }
    return found;
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }
}
