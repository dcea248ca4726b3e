package io.tongqiao.prerequisite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.prerequisite.ContentStore.Content;
import io.tongqiao.prerequisite.ContentStore.Part;
import io.tongqiao.prerequisite.ContentStore.TooLargeException;
import io.tongqiao.relay.RelayProperties;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ContentStoreTest {

  private static final String ABC_SHA256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  /** GB/T 32905-2016, A.1. */
  private static final String ABC_SM3 =
      "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

  @TempDir private Path directory;
  private ContentStore store;

  @BeforeEach
  void open() throws IOException {
    store = open("1MB");
  }

  private ContentStore open(String minFree) throws IOException {
    var settings =
        new MapConfigurationPropertySource(
            Map.of("tongqiao.data", directory.toString(), "tongqiao.min-free", minFree));
    var properties = new Binder(settings).bindOrCreate("tongqiao", RelayProperties.class);
    return new ContentStore(properties, Clock.systemUTC());
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private Content keep(String text) throws IOException {
    try (Part part = store.begin()) {
      part.append(bytes(text), 100);
      Content content = part.finish();
      part.keep(content);
      return content;
    }
  }

  private long parts() throws IOException {
    try (Stream<Path> parts = Files.list(directory.resolve("documents/parts"))) {
      return parts.count();
    }
  }

  @Test
  void file_kept_standsUnderItsDigest() throws IOException {
    Content content = keep("abc");

    assertThat(content).isEqualTo(new Content(ABC_SHA256, ABC_SM3, 3));
    assertThat(store.place(ABC_SHA256)).hasContent("abc");
    assertThat(parts()).isZero();
  }

  @Test
  void file_keptTwice_standsOnce() throws IOException {
    keep("abc");
    keep("abc");

    try (Stream<Path> files = Files.walk(directory.resolve("documents"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void part_goneOnWith_hasTheDigestOfTheWhole() throws IOException {
    try (Part part = store.begin()) {
      part.append(bytes("ab"), 100);
      part.append(bytes("c"), 100);
      assertThat(part.finish().sha256()).isEqualTo(ABC_SHA256);
    }
  }

  @Test
  void part_begunAnew_forgetsWhatWasThere() throws IOException {
    try (Part part = store.begin()) {
      part.append(bytes("xyz123"), 100);
      part.restart();
      part.append(bytes("abc"), 100);
      Content content = part.finish();
      assertThat(content.sha256()).isEqualTo(ABC_SHA256);
      part.keep(content);
    }
    assertThat(store.place(ABC_SHA256)).hasContent("abc");
  }

  @Test
  void part_notKept_leavesNothing() throws IOException {
    try (Part part = store.begin()) {
      part.append(bytes("abc"), 100);
    }

    assertThat(parts()).isZero();
  }

  @Test
  void file_overTheLimit_isRefused() throws IOException {
    try (Part part = store.begin()) {
      assertThatThrownBy(() -> part.append(bytes("abcd"), 3))
          .isInstanceOf(TooLargeException.class)
          .hasMessageContaining("3");
    }
  }

  @Test
  void diskWithoutRoom_takesNoFile() throws IOException {
    ContentStore full = open("100TB");

    assertThatThrownBy(full::begin).hasMessageContaining("磁盘空间不足");
    assertThat(parts()).isZero();
  }

  @Test
  void parts_leftByACrash_areRemovedAtTheStart() throws IOException {
    Files.writeString(directory.resolve("documents/parts/left.part"), "ab");

    open("1MB");

    assertThat(parts()).isZero();
  }

  @Test
  void file_broughtAgain_isNotRemoved() throws IOException {
    keep("abc");

    assertThat(store.remove(ABC_SHA256, Instant.now().minusSeconds(3600))).isFalse();
    assertThat(store.remove(ABC_SHA256, Instant.now().plusSeconds(3600))).isTrue();
    assertThat(store.place(ABC_SHA256)).doesNotExist();
  }

  @Test
  void name_thatIsNoDigest_isRefused() {
    assertThatThrownBy(() -> store.place("../../keys/bureau"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ContentStore.isDigest(ABC_SHA256.toUpperCase(java.util.Locale.ROOT))).isFalse();
  }
}
