package io.tongqiao.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.BrokenFolderException;
import io.tongqiao.dialect.Checker;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemsTest {

  private static final Path FOLDERS = Path.of("systems");

  @TempDir Path directory;

  @Test
  void folders_asTheyStand_areFaultless() {
    for (Folder folder : Folder.readAll(FOLDERS)) {
      assertThat(new Checker().check(folder)).as(folder.id()).isEmpty();
    }
  }

  @Test
  void copy_ofThreeSinks_compilesWithTheConcurrencyAskedFor()
      throws IOException, BrokenFolderException {
    Systems.copy(FOLDERS, directory, 3, 9);

    assertThat(Folder.readAll(directory))
        .extracting(Folder::id)
        .containsExactlyInAnyOrder("bench-source", "bench-sink", "bench-sink-2", "bench-sink-3");
    Descriptor third = Dialect.compile(Folder.read(directory.resolve("bench-sink-3"))).descriptor();
    assertThat(third.id()).isEqualTo("bench-sink-3");
    assertThat(third.limits().concurrency()).isEqualTo(9);
  }
}
