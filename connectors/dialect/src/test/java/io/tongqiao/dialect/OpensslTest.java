package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SM2, SM3 and SM4 against {@code openssl} 3, where it is installed. */
class OpensslTest {

  private static final String USER = "distid:1234567812345678";

  /** Before the private number in SEC 1 form, and between it and the public point. */
  private static final String SEC1 = "30770201010420";

  @TempDir private Path dir;
  private Path text;

  @BeforeEach
  void look() throws Exception {
    text = Files.writeString(dir.resolve("text"), "办件编号 61092420260901100001");
    assumeTrue(works("openssl", "list", "-cipher-algorithms"), "no openssl");
    assumeTrue(works("openssl", "dgst", "-sm3", text.toString()), "openssl without SM3");
  }

  private boolean works(String... command) throws InterruptedException {
    try {
      return run(command) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("output").toFile())
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  private void openssl(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    assertThat(run(command.toArray(String[]::new))).as(() -> String.join(" ", command)).isZero();
  }

  private String at(String name) {
    return dir.resolve(name).toString();
  }

  /** A key made by openssl, and its private number. */
  private Sm2Key key() throws Exception {
    openssl("genpkey", "-algorithm", "SM2", "-out", at("key.pem"));
    openssl("pkey", "-in", at("key.pem"), "-pubout", "-out", at("public.pem"));
    openssl("ec", "-in", at("key.pem"), "-outform", "DER", "-out", at("key.der"));
    String der = HexFormat.of().formatHex(Files.readAllBytes(dir.resolve("key.der")));
    assertThat(der).startsWith(SEC1);
    return Sm2Key.of(der.substring(SEC1.length(), SEC1.length() + 64)).orElseThrow();
  }

  @Test
  void sm3_sameText_sameDigest() throws Exception {
    openssl("dgst", "-sm3", "-r", "-out", at("digest"), text.toString());

    assertThat(Files.readString(dir.resolve("digest")))
        .startsWith(Digests.sm3(Files.readAllBytes(text)));
  }

  @Test
  void sm4_sameKey_sameCiphertext() throws Exception {
    String key = "0123456789abcdeffedcba9876543210";
    openssl("enc", "-sm4-ecb", "-K", key, "-in", text.toString(), "-out", at("closed"));
    byte[] closed = Files.readAllBytes(dir.resolve("closed"));

    assertThat(Sm4Key.of(key).orElseThrow().close(Files.readAllBytes(text))).isEqualTo(closed);
    assertThat(Sm4Key.of(key).orElseThrow().open(closed)).hasValue(Files.readAllBytes(text));
  }

  @Test
  void sm2_sealedByOpenssl_isOpened() throws Exception {
    Sm2Key key = key();
    openssl(
        "pkeyutl",
        "-encrypt",
        "-pubin",
        "-inkey",
        at("public.pem"),
        "-in",
        text.toString(),
        "-out",
        at("sealed"));

    byte[] sealed = Files.readAllBytes(dir.resolve("sealed"));
    assertThat(key.open(Base64.getEncoder().encodeToString(sealed)))
        .hasValue(Files.readAllBytes(text));
  }

  @Test
  void sm2_signedByOpenssl_verifies() throws Exception {
    Sm2Key key = key();
    openssl(
        "dgst",
        "-sm3",
        "-sign",
        at("key.pem"),
        "-sigopt",
        USER,
        "-out",
        at("signature"),
        text.toString());

    byte[] signature = Files.readAllBytes(dir.resolve("signature"));
    assertThat(key.verifies(Files.readAllBytes(text), signature)).isTrue();
    assertThat(key.verifies("其他".getBytes(UTF_8), signature)).isFalse();
  }

  @Test
  void sm2_signedByUs_verifiesInOpenssl() throws Exception {
    Files.write(dir.resolve("signature"), key().sign(Files.readAllBytes(text)));

    openssl(
        "dgst",
        "-sm3",
        "-verify",
        at("public.pem"),
        "-sigopt",
        USER,
        "-signature",
        at("signature"),
        text.toString());
  }
}
