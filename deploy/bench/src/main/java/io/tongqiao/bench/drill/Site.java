package io.tongqiao.bench.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the processes of a run keep their things, and where the server listens. */
record Site(Path folder, int httpPort, int amqpPort) {

  /** A site below a folder, with ports that nobody listens on. */
  static Site below(Path folder) {
    return new Site(folder, freePort(), freePort());
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }

  Path data() {
    return folder.resolve("data");
  }

  Path keys() {
    return data().resolve("keys");
  }

  Path secrets() {
    return data().resolve("secrets");
  }

  Path systems() {
    return folder.resolve("systems");
  }

  Path serverJar() {
    return folder.resolve("server.jar");
  }

  Path settings() {
    return folder.resolve("site.properties");
  }

  Path ledger(String peer) {
    return folder.resolve("ledger-" + peer + ".jsonl");
  }

  Path log(String process) {
    return folder.resolve(process + ".log");
  }

  URI relay() {
    return URI.create("http://127.0.0.1:" + httpPort);
  }

  URI broker() {
    return URI.create("amqp://127.0.0.1:" + amqpPort);
  }

  /**
   * The key that the server has issued to a system.
   *
   * @throws IOException when it has issued none yet
   */
  String key(String system) throws IOException {
    return Files.readString(keys().resolve(system)).strip();
  }
}
