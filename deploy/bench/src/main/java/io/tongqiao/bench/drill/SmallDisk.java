package io.tongqiao.bench.drill;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** A file system of a few hundred megabytes, in memory, that can be filled. Needs root. */
final class SmallDisk implements Stoppable {

  private final Path mounted;

  private SmallDisk(Path mounted) {
    this.mounted = mounted;
  }

  /** Mounts one, where that is allowed. */
  static Optional<SmallDisk> mount(Path at, int megabytes)
      throws IOException, InterruptedException {
    Files.createDirectories(at);
    int code = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", at.toString());
    return code == 0 ? Optional.of(new SmallDisk(at)) : Optional.empty();
  }

  /**
   * Takes all free space for a while, also what becomes free meanwhile.
   *
   * @throws IOException when the ballast cannot be thrown off
   */
  void fill(Duration time) throws IOException, InterruptedException {
    Path ballast = mounted.resolve("ballast");
    long end = System.nanoTime() + time.toNanos();
    try (FileChannel file =
        FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (System.nanoTime() < end) {
        pour(file, 1 << 20);
        pour(file, 4096);
        MILLISECONDS.sleep(20);
      }
    } finally {
      Files.deleteIfExists(ballast);
    }
  }

  private static void pour(FileChannel file, int portion) {
    ByteBuffer zeros = ByteBuffer.allocate(portion);
    try {
      while (true) {
        file.write(zeros.clear());
      }
    } catch (IOException e) {
      // full: what was meant
      zeros.clear();
    }
  }

  /** Keeps what is on it in the same place, and gives the memory back. */
  @Override
  public void stop() throws IOException, InterruptedException {
    Path kept = mounted.resolveSibling(mounted.getFileName() + ".kept");
    boolean copied = run("cp", "-a", mounted.toString(), kept.toString()) == 0;
    boolean unmounted = run("umount", mounted.toString()) == 0;
    if (copied && unmounted) {
      Files.delete(mounted);
      Files.move(kept, mounted);
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor();
  }
}
