package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.dialect.Secrets;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in a key store that the JDK's own keytool has made. */
class KeyStoreSecretsTest {

  private static final String KEY =
      "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";

  @TempDir private Path directory;

  private Path store() {
    return directory.resolve("keystore.p12");
  }

  private void add(String name, String value) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-importpass",
                "-alias",
                name,
                "-keystore",
                store().toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "open-sesame")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    try (var in = keytool.getOutputStream()) {
      in.write((value + "\n" + value + "\n").getBytes(UTF_8));
    }
    assertThat(keytool.waitFor()).as(Files.readString(directory.resolve("output"))).isZero();
  }

  private Secrets secrets(String password) {
    return new KeyStoreSecrets(store(), name -> Optional.of(password));
  }

  @Test
  void find_secretInTheStore_isItsText() throws Exception {
    add("prov-bjk.private-key", KEY);

    Secrets secrets = secrets("open-sesame");
    assertThat(secrets.find("prov-bjk.private-key")).hasValue(KEY);
    assertThat(secrets.find("prov-bjk.token")).isEmpty();
  }

  @Test
  void find_storeChanged_isReadAgain() throws Exception {
    add("prov-bjk.token", "first-token");
    Secrets secrets = secrets("open-sesame");
    assertThat(secrets.find("prov-bjk.token")).hasValue("first-token");
    add("nhsa-fuwu.token", "other-token");
    Files.setLastModifiedTime(store(), FileTime.from(Instant.parse("2026-09-03T01:00:00Z")));

    assertThat(secrets.find("nhsa-fuwu.token")).hasValue("other-token");
  }

  @Test
  void find_noStore_isNone() {
    assertThat(secrets("open-sesame").find("prov-bjk.token")).isEmpty();
  }

  @Test
  void find_anotherPassword_saysWhatToCheckButNoValue() throws Exception {
    add("prov-bjk.token", "first-token");

    assertThatThrownBy(() -> secrets("wrong-password").find("prov-bjk.token"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("keystore.password")
        .hasMessageNotContaining("wrong-password");
  }
}
