package io.tongqiao.dialect.ferry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tongqiao.dialect.Digests;
import io.tongqiao.dialect.Ferry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages as they lie in a directory, and all that may be wrong with one. */
class PackingTest {

  private static final PackageName NAME =
      PackageName.of("prov-x", Instant.parse("2026-10-04T02:30:00Z"), 12);
  private static final int LARGEST = 100_000;

  @TempDir private Path directory;
  private Box box;

  @BeforeEach
  void open() throws IOException {
    box = Box.at(directory.resolve("box"));
  }

  private static Ferry link(Ferry.Pack pack, long split) {
    return new Ferry(null, null, pack, split, null, null, null, null, null, null, null);
  }

  private static Parcel parcel(byte[] payload) {
    var manifest =
        new Manifest(
            NAME.toString(),
            "prov-x_20261004100000_11",
            "610924202610040001",
            "m1",
            "put",
            "payload.xml",
            payload.length,
            Digests.sm3(payload));
    return new Parcel(NAME, Optional.of(manifest), payload);
  }

  private static byte[] noise(int size) {
    byte[] noise = new byte[size];
    new Random(7).nextBytes(noise);
    return noise;
  }

  private Reading.Found read() throws IOException, BrokenPackageException {
    return new Reading(box, LARGEST).read(NAME, box.names());
  }

  private String broken() {
    return catchThrowableOfType(BrokenPackageException.class, this::read).getMessage();
  }

  private void put(byte[] payload, long split) throws IOException {
    box.put(NAME, Packing.pack(parcel(payload), "xml", link(null, split)).files());
  }

  /** A zip that is whole as a file, whatever it holds. */
  private void zip(Map<String, byte[]> entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    String file = NAME + ".zip";
    box.put(
        NAME,
        Map.of(
            file,
            bytes.toByteArray(),
            NAME + ".sm3",
            Packing.line(file, bytes.toByteArray()).getBytes(UTF_8)));
  }

  @Test
  void name_ofAFile_isWhatStandsBeforeTheFirstDot() {
    assertThat(NAME).hasToString("prov-x_20261004103000_12");
    assertThat(PackageName.ofFile(NAME + ".zip.001")).contains(NAME);
    assertThat(PackageName.ofFile("readme.txt")).isEmpty();
    assertThat(PackageName.ofFile("../x_20261004103000_12.zip")).isEmpty();
  }

  @Test
  void package_written_isAZipWithManifestDigestAndMarker() throws Exception {
    put("<a>䶮</a>".getBytes(UTF_8), 10_000);

    assertThat(box.names()).containsExactly(NAME + ".ok", NAME + ".sm3", NAME + ".zip");
    byte[] zipped = Files.readAllBytes(directory.resolve("box/" + NAME + ".zip"));
    assertThat(Files.readString(directory.resolve("box/" + NAME + ".sm3")))
        .isEqualTo(Digests.sm3(zipped) + "  " + NAME + ".zip\n");
    try (var zip = new ZipInputStream(new ByteArrayInputStream(zipped))) {
      assertThat(zip.getNextEntry().getName()).isEqualTo("manifest.xml");
      assertThat(new String(zip.readAllBytes(), UTF_8))
          .contains("<Previous>prov-x_20261004100000_11</Previous>", "size=\"10\"");
      assertThat(zip.getNextEntry().getName()).isEqualTo("payload.xml");
    }
    var whole = (Reading.Whole) read();
    assertThat(whole.parcel().payload()).isEqualTo("<a>䶮</a>".getBytes(UTF_8));
    assertThat(whole.parcel().previous()).isEqualTo("prov-x_20261004100000_11");
    assertThat(whole.sm3()).isEqualTo(Digests.sm3(zipped));
  }

  @Test
  void package_writtenTwice_hasTheSameBytes() {
    assertThat(Packing.pack(parcel(noise(9_000)), "xml", link(null, 4_000)).sm3())
        .isEqualTo(Packing.pack(parcel(noise(9_000)), "xml", link(null, 2_000)).sm3());
  }

  @Test
  void package_aboveTheSize_goesInPartsAndIsOneAgain() throws Exception {
    put(noise(9_000), 4_000);

    assertThat(box.names())
        .contains(NAME + ".zip.001", NAME + ".zip.002", NAME + ".zip.003")
        .doesNotContain(NAME + ".zip");
    assertThat(Files.size(directory.resolve("box/" + NAME + ".zip.001"))).isEqualTo(4_000);
    assertThat(((Reading.Whole) read()).parcel().payload()).isEqualTo(noise(9_000));
  }

  @Test
  void payload_thatIsNotPacked_isReadAsItIs() throws Exception {
    box.put(NAME, Packing.pack(parcel(noise(500)), "xml", link(Ferry.Pack.PLAIN, 10_000)).files());

    assertThat(box.names()).contains(NAME + ".xml");
    assertThat(((Reading.Whole) read()).parcel().payload()).isEqualTo(noise(500));
    assertThat(((Reading.Whole) read()).parcel().previous()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".sm3", ".zip.001", ".zip.002"})
  void package_withoutOneOfItsFiles_isIncomplete(String ending) throws Exception {
    put(noise(6_000), 4_000);
    box.remove(NAME + ending);

    assertThat(read()).isInstanceOf(Reading.Incomplete.class).asString().contains(NAME + ending);
  }

  @Test
  void file_thatIsCutOff_makesThePackageIncomplete() throws Exception {
    put(noise(6_000), 4_000);
    Path part = directory.resolve("box/" + NAME + ".zip.002");
    byte[] bytes = Files.readAllBytes(part);
    Files.write(part, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(read()).isInstanceOf(Reading.Incomplete.class).asString().contains("摘要不符");
  }

  @Test
  void digestFile_thatIsCutOff_makesThePackageIncomplete() throws Exception {
    put(noise(600), 4_000);
    Files.writeString(directory.resolve("box/" + NAME + ".sm3"), "0123abc");

    assertThat(read()).isInstanceOf(Reading.Incomplete.class);
  }

  @Test
  void package_thatIsTooLarge_isRefusedUnread() throws Exception {
    put(noise(LARGEST + 70_000), 1_000_000);

    assertThat(broken()).contains("超过", "maxBody");
  }

  @Test
  void zip_thatGrowsBeyondTheLimit_isRefused() throws Exception {
    put(new byte[20 << 20], 1_000_000);

    assertThat(box.size(NAME + ".zip")).isLessThan(LARGEST);
    assertThat(broken()).contains("解开后超过");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../payload.xml", "/etc/x", "a\\b.xml", "dir/", ".."})
  void zip_withANameThatLeadsElsewhere_isRefused(String name) throws Exception {
    zip(Map.of(name, new byte[0]));

    assertThat(broken()).contains("目录");
  }

  @Test
  void zip_withoutManifest_orWithMoreThanItSays_isRefused() throws Exception {
    zip(Map.of("payload.xml", noise(10)));
    assertThat(broken()).contains("没有清单");
    byte[] manifest = parcel(noise(10)).manifest().orElseThrow().bytes();
    zip(Map.of("manifest.xml", manifest, "other.xml", noise(10)));
    assertThat(broken()).contains("与清单不一致");
    zip(Map.of("manifest.xml", manifest, "payload.xml", noise(11)));
    assertThat(broken()).contains("大小或 SM3");
  }

  @Test
  void manifest_withAnExternalEntity_isRefused() throws Exception {
    String xml =
        "<!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Manifest><Name>&x;</Name></Manifest>";
    zip(Map.of("manifest.xml", xml.getBytes(UTF_8), "payload.xml", noise(10)));

    assertThat(broken()).contains("manifest.xml");
  }

  @Test
  void manifest_ofAnotherPackage_isRefused() throws Exception {
    var other = new Manifest("prov-y_20261004103000_1", "", "c", "m", "o", "p.xml", 1, "");
    zip(Map.of("manifest.xml", other.bytes(), "p.xml", noise(1)));

    assertThat(broken()).contains("包名");
  }

  @Test
  void file_thatIsNoZip_isRefused() throws Exception {
    String file = NAME + ".zip";
    box.put(
        NAME,
        Map.of(file, noise(50), NAME + ".sm3", Packing.line(file, noise(50)).getBytes(UTF_8)));

    assertThat(broken()).containsAnyOf("zip", "没有清单");
  }

  @Test
  void list_writtenAndRead_isTheSame_andACutOffOneIsNone() {
    var list =
        new DayList(
            DayList.Kind.RECEIVED,
            LocalDate.of(2026, 10, 4),
            Map.of(NAME.toString(), "a".repeat(64)));
    assertThat(list.file("prov-x")).isEqualTo("prov-x_20261004_received.list");
    assertThat(DayList.read(list.file("prov-x"), list.bytes())).contains(list);
    var none = new DayList(DayList.Kind.SENT, LocalDate.of(2026, 10, 4), Map.of());
    assertThat(DayList.read(none.file("prov-x"), none.bytes())).contains(none);
    String text = new String(list.bytes(), UTF_8);
    for (String cut : List.of(text.replace("# 1", ""), text.replace("# 1", "# 2"), "")) {
      assertThat(DayList.read(list.file("prov-x"), cut.getBytes(UTF_8))).isEmpty();
    }
  }
}
