package io.tongqiao.bench.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A simulator process that plays some systems, with a ledger of its own that outlives it. */
final class Peer implements Stoppable {

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final List<String> systems;
  private final JavaProcess recipe;
  private final Path out;
  private final URI url;
  private Process process;

  /**
   * Starts it; it may not listen yet when this returns.
   *
   * @throws IOException when there is no such program
   */
  Peer(String name, List<String> systems, Path jar, Site site) throws IOException {
    int port = Site.freePort();
    this.systems = List.copyOf(systems);
    this.out = site.folder().resolve("peer-" + name + ".properties");
    this.url = URI.create("http://127.0.0.1:" + port);
    this.recipe =
        new JavaProcess(
            site.folder(),
            site.log("peer-" + name),
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
            jar,
            List.of(
                "--systems=" + site.systems(),
                "--only=" + String.join(",", systems),
                "--port=" + port,
                "--out=" + out,
                "--relay=" + site.relay(),
                "--keys=" + site.keys(),
                "--broker=" + site.broker(),
                "--secrets=" + site.secrets(),
                "--ledger=" + site.ledger(name),
                "--quiet"),
            Map.of());
    this.process = recipe.start();
  }

  List<String> systems() {
    return systems;
  }

  /**
   * The server's settings for the played systems, as soon as it listens.
   *
   * @throws IOException when it does not
   */
  Properties endpoints() throws IOException, InterruptedException {
    long end = System.nanoTime() + SECONDS.toNanos(60);
    while (Files.notExists(out)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("模拟器没有启动，见 " + recipe.log());
      }
      MILLISECONDS.sleep(50);
    }
    var properties = new Properties();
    properties.load(new StringReader(Files.readString(out)));
    properties.remove("simulator.url");
    return properties;
  }

  /** Lets a system misbehave; false when it cannot be told, being down. */
  boolean misbehave(String system, String how) throws InterruptedException {
    return control(system, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(how)));
  }

  /** Lets all its systems behave again. */
  void behave() throws InterruptedException {
    for (String system : systems) {
      boolean unused = control(system, HttpRequest.newBuilder().DELETE());
    }
  }

  private boolean control(String system, HttpRequest.Builder request) throws InterruptedException {
    request.uri(url.resolve("/misbehave/" + system)).timeout(Duration.ofSeconds(5));
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
      return response.statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  synchronized void kill() throws InterruptedException {
    process.destroyForcibly();
    int unused = process.waitFor();
  }

  synchronized void restart() throws IOException {
    process = recipe.start();
  }

  @Override
  public synchronized void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, SECONDS)) {
      process.destroyForcibly();
    }
  }
}
