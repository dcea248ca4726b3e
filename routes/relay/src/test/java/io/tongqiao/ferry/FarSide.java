package io.tongqiao.ferry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.relay.Ground;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * The other side of a gap as it stands in the agreement, in its own words: it knows nothing of how
 * the relay writes and reads.
 *
 * @param root the directory that both sides see
 */
record FarSide(Path root) {

  /** The system that is behind the gap. */
  static final String SYSTEM = "tobacco-retail";

  private static final Charset CHARSET = Charset.forName("GB18030");
  private static final AtomicInteger SEQUENCE = new AtomicInteger();

  FarSide {
    try {
      for (String box : List.of("outbox", "inbox", "done", "bad")) {
        Files.createDirectories(root.resolve(box));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> names(String box) {
    try (Stream<Path> files = Files.list(root.resolve(box))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String box, String file) {
    try {
      return new String(Files.readAllBytes(root.resolve(box).resolve(file)), CHARSET);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether a file is there and has these words; what is being replaced is not there for a moment.
   */
  boolean says(String box, String file, String words) {
    try {
      return text(box, file).contains(words);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        return false;
      }
      throw e;
    }
  }

  boolean has(String box, String file) {
    return Files.exists(root.resolve(box).resolve(file));
  }

  void put(String box, String file, byte[] bytes) {
    try {
      Files.write(root.resolve(box).resolve(file), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void until(String what, Predicate<FarSide> there) {
    await(what)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(30))
        .until(() -> there.test(this));
  }

  /** Waits for the package about a case to be whole, and gives its name. */
  String awaitPackage(String caseNo) {
    return awaitPackage(caseNo, name -> true);
  }

  String awaitPackage(String caseNo, Predicate<String> which) {
    var found = new String[1];
    until(
        "a package about " + caseNo,
        far -> {
          for (String file : names("outbox")) {
            String name = file.replace(".ok", "");
            if (file.endsWith(".ok") && which.test(name) && isAbout(name, caseNo)) {
              found[0] = name;
              return true;
            }
          }
          return false;
        });
    return found[0];
  }

  /** One whose files do not fit together is being written again: it is looked at once more. */
  private boolean isAbout(String name, String caseNo) {
    try {
      return payload(name).contains(caseNo);
    } catch (AssertionError | UncheckedIOException e) {
      return false;
    }
  }

  /** What a package says, after its digests have been held against its files. */
  String payload(String name) {
    try {
      var whole = new ByteArrayOutputStream();
      List<String> lines = Files.readAllLines(root.resolve("outbox/" + name + ".sm3"));
      for (String line : lines) {
        Path file = root.resolve("outbox/" + line.substring(66));
        if (Files.exists(file)) {
          byte[] bytes = Files.readAllBytes(file);
          assertThat(line.substring(0, 64)).isEqualTo(sm3(bytes));
          whole.write(bytes);
        }
      }
      assertThat(lines.get(0)).startsWith(sm3(whole.toByteArray()));
      Path zip = Files.createTempFile("far", ".zip");
      try {
        Files.write(zip, whole.toByteArray());
        try (var opened = new ZipFile(zip.toFile())) {
          byte[] payload = opened.getInputStream(opened.getEntry("payload.xml")).readAllBytes();
          return new String(payload, CHARSET);
        }
      } finally {
        Files.delete(zip);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String manifest(String name) throws IOException {
    try (var zip = new ZipFile(root.resolve("outbox/" + name + ".zip").toFile())) {
      return new String(zip.getInputStream(zip.getEntry("manifest.xml")).readAllBytes(), UTF_8);
    }
  }

  /** The ferry takes a package away. */
  void take(String name) {
    try {
      for (String file : names("outbox")) {
        if (file.startsWith(name + ".")) {
          Files.delete(root.resolve("outbox/" + file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void acknowledge(String name, String code, String receiptNo, String words) {
    String ack =
        "<?xml version=\"1.0\" encoding=\"GB18030\"?><Package><Head><Type>ACK</Type></Head><Body><Ack><Code>"
            + code
            + "</Code><ReceiptNo>"
            + receiptNo
            + "</ReceiptNo><Message>"
            + words
            + "</Message></Ack></Body></Package>";
    put("inbox", name + ".ack", ack.getBytes(CHARSET));
  }

  /** A name for a package of theirs. */
  static String name() {
    return "YC_20261004103000_" + SEQUENCE.incrementAndGet();
  }

  /** The sample of a report, about another case. */
  static byte[] report(String sample, String caseNo) {
    try {
      Path file = Ground.SYSTEMS.resolve(SYSTEM + "/samples/reports--" + sample + "/inbound.xml");
      String text = Files.readString(file).replaceAll("61092420261004\\d{6}", caseNo);
      return text.getBytes(CHARSET);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A package of theirs as one zip. */
  static byte[] zip(String name, String previous, byte[] payload) {
    String manifest =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Manifest><Name>"
            + name
            + "</Name><Previous>"
            + previous
            + "</Previous><CaseNo/><MessageId/><Operation/><File name=\"report.xml\" size=\""
            + payload.length
            + "\" sm3=\""
            + sm3(payload)
            + "\"/></Manifest>";
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("manifest.xml"));
      zip.write(manifest.getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("report.xml"));
      zip.write(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Leaves a whole package. */
  void leave(String name, String previous, byte[] payload) {
    byte[] zip = zip(name, previous, payload);
    put("inbox", name + ".zip", zip);
    put("inbox", name + ".sm3", (sm3(zip) + "  " + name + ".zip\n").getBytes(UTF_8));
    mark(name);
  }

  /** Leaves one in two parts. */
  void leaveInParts(String name, byte[] payload) {
    byte[] zip = zip(name, "", payload);
    byte[] first = Arrays.copyOf(zip, zip.length / 2);
    byte[] second = Arrays.copyOfRange(zip, zip.length / 2, zip.length);
    put("inbox", name + ".zip.001", first);
    put("inbox", name + ".zip.002", second);
    String digests =
        sm3(zip)
            + "  "
            + name
            + ".zip\n"
            + sm3(first)
            + "  "
            + name
            + ".zip.001\n"
            + sm3(second)
            + "  "
            + name
            + ".zip.002\n";
    put("inbox", name + ".sm3", digests.getBytes(UTF_8));
    mark(name);
  }

  void mark(String name) {
    put("inbox", name + ".ok", new byte[0]);
  }

  static String sm3(byte[] bytes) {
    var digest = new SM3Digest();
    digest.update(bytes, 0, bytes.length);
    byte[] out = new byte[32];
    digest.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }
}
