package io.tongqiao.bench.load;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program under measurement, in a process of its own; gone when this program is. */
final class Child implements AutoCloseable {

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a Java program with 512 MB of heap, unless the options say otherwise.
   *
   * @param directory where it runs and where its log is written
   */
  static Child java(
      String name,
      Path directory,
      List<String> options,
      Path jar,
      List<String> arguments,
      Map<String, String> environment)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    command.addAll(arguments);
    Path log = directory.resolve(name + ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(k -> k.startsWith("TONGQIAO_") || k.startsWith("SPRING_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Child(name, process, log);
  }

  /** The last line that the program printed, when it has ended well. */
  String lastLine() throws IOException, InterruptedException {
    if (process.waitFor() != 0) {
      throw new IOException(name + " ended with " + process.exitValue() + ": see " + log);
    }
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  /** Waits until it answers a GET with 200. */
  void awaitAnswer(URI address) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
    while (!answers(address)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException(name + " does not come up: see " + log);
      }
      Thread.sleep(50);
    }
  }

  private static boolean answers(URI address) {
    try {
      var connection = (HttpURLConnection) address.toURL().openConnection();
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it as a crash would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
