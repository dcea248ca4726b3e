package io.tongqiao.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.bench.load.FileHolder.Cut;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A document far larger than the server's heap: fetched over a connection that breaks off, handed
 * out again, and given up where it breaks off every time.
 */
final class DocumentStage {

  private static final String WHAT = "large document";
  private static final long MEGA = 1 << 20;
  private static final int HEAP = 256;
  private static final Duration WAIT = Duration.ofSeconds(50);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Plan plan;
  private final PullFigures figures;

  DocumentStage(Plan plan, PullFigures figures) {
    this.plan = plan;
    this.figures = figures;
  }

  /** One holder with one file of 1 GiB; what was stored is removed in the end. */
  void run(Database journal) throws IOException, InterruptedException {
    String name = "document-" + journal.name();
    Path directory = plan.home().resolve(name);
    var file = new MadeFile((plan.quick() ? 64 : 1024) * MEGA);
    System.err.println("measuring pulls: a document of " + file.size() / MEGA + " MiB ...");
    String sha256 = file.sha256();
    try (Ear ear = new Ear();
        FileHolder holder = new FileHolder(file, sha256)) {
      var systems = new PullSystems(plan.systems(), directory, ear.address());
      systems.hold("file", List.of(PullItem.TEN.document(0)), holder.address());
      var log = new HeapLog(directory.resolve("gc.log"));
      try (Server server = systems.start(name, plan, journal, log.options(HEAP))) {
        var effort = new Effort(Program.of(server.child(), journal));
        brokenOnce(server, journal, holder, ear, sha256);
        brokenAlways(server, journal, holder, ear);
        figures.tell(WHAT, journal, "heap after a collection, highest", log.since(0).after(), "MB");
        double resident = HeapLog.resident(server.child().handle());
        figures.tell(WHAT, journal, "memory of the server since its start", resident, "MB");
        figures.disturbed(WHAT, journal, effort.done().others());
      }
    } finally {
      remove(directory.resolve("documents"));
    }
  }

  private void brokenOnce(
      Server server, Database journal, FileHolder holder, Ear ear, String sha256)
      throws IOException, InterruptedException {
    holder.become(Cut.ONCE);
    PullCase pulled = PullCase.of("F", 1, PullItem.TEN);
    long began = System.nanoTime();
    JsonNode material = pull(server, pulled, ear);
    double seconds = (System.nanoTime() - began) / 1e9;
    JsonNode file = material.path("document").path("file");
    boolean same = file.path("sha256").asText().equals(sha256);
    double mega = (double) file.path("size").asLong() / MEGA;
    figures.tell(WHAT, journal, "size", mega, "MiB");
    figures.hold(WHAT, journal, "cut once: not found with its digest", same ? 0 : 1, "", 0);
    figures.tell(WHAT, journal, "cut once: until it is known", seconds, "s");
    figures.tell(WHAT, journal, "cut once: fetched", mega / seconds, "MiB/s");
    figures.tell(WHAT, journal, "cut once: requests for the file", holder.fetches(), "");
    double given = (double) holder.given() / MEGA;
    figures.tell(WHAT, journal, "cut once: given by its holder", given, "MiB");
    figures.hold(WHAT, journal, "cut once: parts left behind", parts(server), "", 0);
    handedOut(server, journal, file.path("href").asText(), sha256, mega);
  }

  private void brokenAlways(Server server, Database journal, FileHolder holder, Ear ear)
      throws IOException, InterruptedException {
    holder.become(Cut.ALWAYS);
    JsonNode material = pull(server, PullCase.of("F", 2, PullItem.TEN), ear);
    boolean said = material.path("outcome").asText().equals("UNAVAILABLE");
    figures.hold(WHAT, journal, "cut always: not told as UNAVAILABLE", said ? 0 : 1, "", 0);
    figures.tell(WHAT, journal, "cut always: requests for the file", holder.fetches(), "");
    figures.hold(WHAT, journal, "cut always: parts left behind", parts(server), "", 0);
  }

  /** What became of the one material that is asked for, however late. */
  private static JsonNode pull(Server server, PullCase pulled, Ear ear)
      throws IOException, InterruptedException {
    List<String> materials = List.of(PullItem.code(0));
    ear.forget();
    try (var asker = new Asker(server.door(), server.key())) {
      asker.apply(pulled);
      Asker.Answer answer = asker.pull(pulled, materials, WAIT);
      if (answer.count("PENDING") > 0) {
        ear.await(1, PATIENCE);
        answer = asker.pull(pulled, materials, WAIT);
      }
      return answer.body().path("materials").path(0);
    }
  }

  /** Reads it back as it came from its holder. */
  private void handedOut(Server server, Database journal, String href, String sha256, double mega)
      throws IOException {
    long began = System.nanoTime();
    boolean same = !href.isEmpty() && digest(server, href + "&original=true").equals(sha256);
    double seconds = (System.nanoTime() - began) / 1e9;
    figures.hold(WHAT, journal, "handed out with another digest", same ? 0 : 1, "", 0);
    figures.tell(WHAT, journal, "handed out", mega / seconds, "MiB/s");
  }

  private static String digest(Server server, String href) throws IOException {
    URI address = server.door().resolve(href);
    var connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + server.key());
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      return "";
    }
    try (InputStream in = connection.getInputStream();
        var digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }

  private static int parts(Server server) throws IOException {
    try (Stream<Path> left = Files.list(server.data().resolve("documents").resolve("parts"))) {
      return left.toList().size();
    }
  }

  private static void remove(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
